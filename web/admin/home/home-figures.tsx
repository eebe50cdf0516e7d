import { useTranslation } from 'react-i18next';
import type { HomeFigures } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { FiguresCard } from '../shell/figures-card.tsx';

export function HomeFiguresCard({ figures }: { figures: HomeFigures }) {
  const { t } = useTranslation();
  const { number, signed, money } = useFormats();
  const parts = { available: number(figures.available), pending: number(figures.pending), debt: number(figures.debt) };
  return (
    <FiguresCard
      figures={[
        {
          label: t('home.members'),
          how: t('home.membersHow'),
          value: number(figures.members),
          detail: t('home.last30Days', { change: signed(figures.membersLast30Days) }),
          url: '/customers',
        },
        {
          label: t('home.given'),
          how: t('home.givenHow'),
          value: number(figures.pointsGiven),
          detail: t('home.last30Days', { change: signed(figures.pointsGivenLast30Days) }),
        },
        {
          label: t('home.outstanding'),
          how: t('home.outstandingHow'),
          value: number(figures.outstanding),
          detail: figures.debt > 0 ? t('home.outstandingWithDebt', parts) : t('home.outstandingSplit', parts),
        },
        {
          label: t('home.worth'),
          how: t('home.worthHow'),
          value: money(figures.outstandingWorth, figures.currency),
          detail: t('home.worthDetail'),
        },
      ]}
    />
  );
}
