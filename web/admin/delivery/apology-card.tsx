import { FormLayout, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { programmeQuery } from '../api/queries.ts';
import { NumberInput, Optional } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';
import { useFormats } from '../format.ts';
import { worthOf } from '../programme/points-of.ts';
import { delivery } from './form.ts';

/** Points for whoever waits longer than promised, and what that can cost at most. */
export function ApologyCard() {
  const { t } = useTranslation();
  const { draft, settings, change } = delivery.useFields();
  const { money } = useFormats();
  const programme = useQuery(programmeQuery).data;
  const { points, perMonth } = settings.apology;
  const worth = (count: number) =>
    programme ? money(worthOf(count, programme, programme.currency), programme.currency) : '…';
  return (
    <SectionCard title={t('delivery.apology')} help={t('delivery.apologyHow')}>
      <Optional
        label={t('delivery.apologyOn')}
        helpText={t('delivery.apologyOnHow')}
        on={draft.apology.on}
        onChange={(on) => change({ apology: { ...draft.apology, on } })}
      >
        <FormLayout>
          <NumberInput path="apology.points" label={t('delivery.apologyPoints')} />
          <FormLayout.Group>
            <NumberInput
              path="apology.perCustomerAYear"
              label={t('delivery.perCustomer')}
              suffix={t('delivery.ordersAYear')}
            />
            <NumberInput path="apology.perMonth" label={t('delivery.perMonth')} suffix={t('delivery.pointsAMonth')} />
          </FormLayout.Group>
          <Text as="p" tone="subdued">
            {t('delivery.apologyCost', {
              each: worth(points),
              orders: Math.floor(perMonth / points),
              points: t('common.points', { count: perMonth }),
              most: worth(perMonth),
            })}
          </Text>
          {programme && programme.status !== 'on' ? (
            <Text as="p" tone="caution">
              {t('delivery.apologyNoProgramme')}
            </Text>
          ) : null}
        </FormLayout>
      </Optional>
    </SectionCard>
  );
}
