/** How far the reading of past orders is, in the merchant's words, and as a share where the whole is known. */
import type { TFunction } from 'i18next';
import type { HistoryProgress } from '../../mirror/history/api-types.ts';

export function phaseText(t: TFunction, { phase, found, applied, left }: HistoryProgress): string {
  switch (phase) {
    case 'none':
      return t('history.phase.none');
    case 'asking':
      return t('history.phase.asking');
    case 'waiting':
      return found === 0 ? t('history.phase.asking') : t('history.phase.waiting', { count: found });
    case 'downloading':
      return t('history.phase.downloading', { count: found });
    case 'applying':
      return t('history.phase.applying', { applied, count: found });
    case 'completing':
      return t('history.phase.completing', { count: left });
    case 'done':
      return applied === 0 ? t('history.phase.doneNone') : t('history.phase.done', { count: applied });
    case 'failed':
      return t('history.phase.failed');
  }
}

export function shareDone({ phase, found, applied, left }: HistoryProgress): number | null {
  if (phase === 'applying' && found > 0) return Math.min(applied / found, 1);
  if (phase === 'completing' && applied > left) return (applied - left) / applied;
  return null;
}
