import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { NumberInput, Optional } from '../form/inputs.tsx';
import { PickedField } from '../form/picked-field.tsx';
import { SectionCard } from '../form/section-card.tsx';
import { tracking } from './form.ts';

/** Which products stand beneath the answer, and whether there is something off for a while. */
export function OffersCard() {
  const { t } = useTranslation();
  const { draft, change } = tracking.useFields();
  const { offers } = draft;
  return (
    <SectionCard title={t('tracking.offers')} help={t('tracking.offersHow')}>
      <NumberInput path="offers.products" label={t('tracking.products')} />
      <Optional
        label={t('tracking.discount')}
        helpText={t('tracking.discountHow')}
        on={offers.discount !== null}
        onChange={(on) => change({ offers: { ...offers, discount: on ? { percent: '10', hours: '48' } : null } })}
      >
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path="offers.discount.percent" label={t('tracking.percent')} suffix="%" />
            <NumberInput path="offers.discount.hours" label={t('tracking.hours')} suffix={t('tracking.hoursUnit')} />
          </FormLayout.Group>
        </FormLayout>
      </Optional>
      <PickedField
        type="product"
        label={t('tracking.never')}
        helpText={t('tracking.neverHow')}
        button={t('programme.chooseProducts')}
        path="offers.never"
        items={offers.never}
        onChange={(never) => change({ offers: { ...offers, never } })}
      />
    </SectionCard>
  );
}
