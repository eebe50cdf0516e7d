import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { windowStarts } from '../../../loyalty/programme/settings.ts';
import { NumberInput, SelectInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

/** How long points wait before they can be used. */
export function WindowCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('rules.window')} help={t('rules.windowHow')}>
      <FormLayout>
        <FormLayout.Group condensed>
          <NumberInput path="window.days" label={t('rules.windowDays')} suffix={t('programme.days')} />
          <SelectInput
            path="window.startsAt"
            label={t('rules.windowStart')}
            choices={windowStarts.map((value) => ({ value, label: t(`rules.windowStarts.${value}`) }))}
          />
        </FormLayout.Group>
      </FormLayout>
    </SectionCard>
  );
}
