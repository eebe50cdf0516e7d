import { BlockStack, Card, List, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeliveryTerms, orderPromise } from '../../retention/shipments/estimate.ts';
import { programmeQuery } from '../api/queries.ts';
import { useFormats } from '../format.ts';
import { shownLanguage } from '../i18n.ts';
import { delivery } from './form.ts';

/** Stand for the store's own country, and for any other: which they are makes no difference. */
const HOME = 'home';
const ABROAD = 'abroad';

/** What the settings come to for somebody who orders this moment, by the rule that shoppers' days are reckoned by. */
export function WordsCard() {
  const { t } = useTranslation();
  const { days } = useFormats();
  const { settings } = delivery.useFields();
  const timeZone = useQuery(programmeQuery).data?.timeZone;
  const [now] = useState(() => Date.now());
  if (!timeZone) return null;
  const terms: DeliveryTerms = { settings, timeZone, country: HOME };
  const names = new Intl.DisplayNames(shownLanguage(), { type: 'region' });
  const places = [
    { name: t('delivery.domestic'), code: HOME },
    { name: t('delivery.international'), code: ABROAD },
    ...settings.transit.countries.map(({ country }) => ({ name: names.of(country) ?? country, code: country })),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('delivery.words')}
        </Text>
        <List>
          {places.map(({ name, code }) => {
            const promise = orderPromise(now, code, terms);
            return (
              <List.Item key={code}>
                {`${name}: `}
                <Text as="span" fontWeight="semibold">
                  {promise ? days(promise) : null}
                </Text>
              </List.Item>
            );
          })}
        </List>
        <Text as="p" tone="subdued">
          {settings.showEstimate ? t('delivery.wordsShown') : t('delivery.wordsHidden')}
        </Text>
      </BlockStack>
    </Card>
  );
}
