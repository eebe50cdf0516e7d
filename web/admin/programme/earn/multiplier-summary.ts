import { useTranslation } from 'react-i18next';
import { useFormats } from '../../format.ts';
import type { Draft } from '../form/draft.ts';
import type { Summary } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { useTierName } from '../form/tier-name.ts';

type Multiplier = Draft['earn']['multipliers'][number];

/** "2× · Mugs, Bowls · from 28/11/2026 until 30/11/2026". */
export function useMultiplierSummary(): (item: Multiplier) => Summary {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const tierName = useTierName();
  const { saved } = useFields();
  // The settings' moments have no zone: read and shown in one and the same, they stay as they are.
  const when = (local: string) => (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local) ? dateTime(`${local}Z`, 'UTC') : local);
  return (item) => {
    const things = [...item.products, ...item.collections].map(({ title, id }) => title || id);
    const what =
      things.length > 2 ? t('earn.andMore', { count: things.length - 1, first: things[0] }) : things.join(', ');
    const parts = [
      t('earn.times', { factor: item.factor }),
      what || t('earn.everything'),
      ...(item.tiers.length > 0 ? [item.tiers.map(tierName).join(', ')] : []),
      ...(item.from ? [t('earn.begins', { when: when(item.from) })] : []),
      ...(item.until ? [t('earn.ends', { when: when(item.until) })] : []),
    ];
    const over = item.until !== '' && item.until <= localNow(saved.timeZone);
    return {
      title: item.title || t('earn.multiplier'),
      detail: parts.join(' · '),
      ...(over ? { badge: t('earn.over') } : {}),
    };
  };
}

/** Now, as a moment of the store's own day. */
function localNow(timeZone: string): string {
  // Swedish writes 2026-11-28 09:30.
  const text = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date());
  return text.replace(' ', 'T');
}
