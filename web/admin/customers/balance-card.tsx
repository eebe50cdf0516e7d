import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../loyalty/points/api-types.ts';
import { useFormats } from '../format.ts';
import { FiguresCard } from '../shell/figures-card.tsx';

export function BalanceCard({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  return (
    <FiguresCard
      figures={[
        customer.debt > 0
          ? { label: t('customers.owes'), how: t('customers.owesHow'), value: number(customer.debt) }
          : { label: t('customers.available'), how: t('customers.availableHow'), value: number(customer.available) },
        { label: t('customers.pending'), how: t('customers.pendingHow'), value: number(customer.pending) },
        {
          label: t('customers.worth'),
          how: t('customers.worthHow'),
          value: money(customer.worth, customer.currency),
        },
      ]}
    />
  );
}
