/** Whether what was counted still says what would happen; null = it does, as far as the page can know. */
import type { PastOrdersAward, PastOrdersPreview } from '../../loyalty/points/api-types.ts';

export function staleness(
  preview: Pick<PastOrdersPreview, 'version' | 'askedAt'>,
  awards: Pick<PastOrdersAward, 'state' | 'askedAt'>[],
  programme: { version: number },
): 'awarding' | 'awarded' | 'changed' | 'settings' | null {
  const latest = awards[0];
  if (latest && (latest.state === 'counting' || latest.state === 'awarding')) return 'awarding';
  if (latest && latest.askedAt >= preview.askedAt) return latest.state === 'changed' ? 'changed' : 'awarded';
  return preview.version === programme.version ? null : 'settings';
}
