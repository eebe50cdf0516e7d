import { BlockStack, FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { ChoiceInput, FlagInput, NumberInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

const bases = ['points', 'spend', 'orders'] as const;
const periods = ['rolling', 'calendarYear', 'lifetime'] as const;

/** How customers rise, and how long a tier lasts. */
export function WhatCountsCard() {
  const { t } = useTranslation();
  const { draft } = useFields();
  return (
    <SectionCard title={t('tiers.counts')}>
      <FlagInput path="tiers.on" label={t('tiers.on')} helpText={t('tiers.onHow')} />
      <FormLayout>
        <FormLayout.Group>
          <ChoiceInput
            path="tiers.basis"
            label={t('tiers.basis')}
            choices={bases.map((value) => ({
              value,
              label: t(`tiers.basisChoice.${value}`),
              helpText: t(`tiers.basisHow.${value}`),
            }))}
          />
          <BlockStack gap="400">
            <ChoiceInput
              path="tiers.period"
              label={t('tiers.period')}
              choices={periods.map((value) => ({
                value,
                label: t(`tiers.periodChoice.${value}`),
                helpText: t(`tiers.periodHow.${value}`),
              }))}
            />
          </BlockStack>
        </FormLayout.Group>
        <FormLayout.Group condensed>
          {draft.tiers.period === 'rolling' ? (
            <NumberInput path="tiers.months" label={t('tiers.months')} suffix={t('tiers.monthsUnit')} />
          ) : null}
          {draft.tiers.period === 'lifetime' ? null : (
            <NumberInput
              path="tiers.graceDays"
              label={t('tiers.grace')}
              suffix={t('programme.days')}
              helpText={t('tiers.graceHow')}
            />
          )}
        </FormLayout.Group>
      </FormLayout>
    </SectionCard>
  );
}
