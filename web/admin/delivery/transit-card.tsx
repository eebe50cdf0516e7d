import { BlockStack, Button, FormLayout, InlineStack, Select, Text } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberInput } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';
import { shownLanguage } from '../i18n.ts';
import { countriesIn } from './countries.ts';
import { delivery } from './form.ts';

const MOST_COUNTRIES = 250;

/** From the shipping to the door. */
export function TransitCard() {
  const { t } = useTranslation();
  const { draft, change } = delivery.useFields();
  const { countries } = draft.transit;
  const days = t('delivery.workingDaysUnit');
  const put = (next: typeof countries) => change({ transit: { ...draft.transit, countries: next } });
  return (
    <SectionCard title={t('delivery.transit')} help={t('delivery.transitHow')}>
      <FormLayout>
        {(['domestic', 'international'] as const).map((where) => (
          <FormLayout.Group key={where} condensed title={t(`delivery.${where}`)}>
            <NumberInput path={`transit.${where}.min`} label={t('delivery.least')} suffix={days} />
            <NumberInput path={`transit.${where}.max`} label={t('delivery.most')} suffix={days} />
          </FormLayout.Group>
        ))}
      </FormLayout>
      <BlockStack gap="300">
        {countries.map(({ country }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- while it is typed a row has no other name than its place
          <BlockStack key={index} gap="200">
            <Country
              index={index}
              taken={countries.map((one) => one.country)}
              country={country}
              onChange={(code) => put(countries.map((one, at) => (at === index ? { ...one, country: code } : one)))}
            />
            <FormLayout>
              <FormLayout.Group condensed>
                <NumberInput path={`transit.countries.${index}.min`} label={t('delivery.least')} suffix={days} />
                <NumberInput path={`transit.countries.${index}.max`} label={t('delivery.most')} suffix={days} />
              </FormLayout.Group>
            </FormLayout>
            <InlineStack align="end">
              <Button
                variant="tertiary"
                tone="critical"
                icon={DeleteIcon}
                onClick={() => put(countries.toSpliced(index, 1))}
              >
                {t('form.remove')}
              </Button>
            </InlineStack>
          </BlockStack>
        ))}
        <InlineStack gap="300" blockAlign="center">
          <Button
            icon={PlusIcon}
            disabled={countries.length >= MOST_COUNTRIES}
            onClick={() => put([...countries, { country: '', ...draft.transit.international }])}
          >
            {t('delivery.addCountry')}
          </Button>
          <Text as="span" tone="subdued">
            {t('delivery.addCountryHow')}
          </Text>
        </InlineStack>
      </BlockStack>
    </SectionCard>
  );
}

interface CountryProps {
  index: number;
  country: string;
  /** Those that have their own days already. */
  taken: string[];
  onChange(code: string): void;
}

function Country({ index, country, taken, onChange }: CountryProps) {
  const { t } = useTranslation();
  const { error } = delivery.useFields();
  const all = useMemo(() => countriesIn(shownLanguage()), []);
  const problem = error(`transit.countries.${index}.country`);
  return (
    <Select
      label={t('delivery.country')}
      placeholder={t('delivery.chooseCountry')}
      options={all
        .filter(({ code }) => code === country || !taken.includes(code))
        .map(({ code, name }) => ({ value: code, label: name }))}
      value={country}
      onChange={onChange}
      {...(problem ? { error: problem } : {})}
    />
  );
}
