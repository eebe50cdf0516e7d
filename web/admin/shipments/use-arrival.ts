import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../retention/shipments/stages.ts';
import { useFormats } from '../format.ts';

interface Coming {
  deliveredAt: string | null;
  estimate: Estimate | null;
  firstPromise: Estimate | null;
}

/** When it comes or came, in words; and what was promised at first, where that was another time. */
export function useArrival(
  { deliveredAt, estimate, firstPromise }: Coming,
  timeZone: string,
): { told: string; first: string | null } {
  const { t } = useTranslation();
  const { date, days } = useFormats();
  const told = deliveredAt
    ? t('shipments.delivered', { date: date(deliveredAt, timeZone) })
    : estimate
      ? t('shipments.expected', { days: days(estimate) })
      : t('shipments.noEstimate');
  const same = !deliveredAt && firstPromise?.from === estimate?.from && firstPromise?.to === estimate?.to;
  return { told, first: firstPromise && !same ? t('shipments.firstPromise', { days: days(firstPromise) }) : null };
}
