/** What shoppers will read, in both languages, from the settings as they stand in the form. */
import { BlockStack, Card, InlineGrid, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import { currencyDecimals } from '../../../platform/kit/money.ts';
import { useFormats } from '../../format.ts';
import { chooseLanguage } from '../../i18n.ts';
import { pointsOf, sampleAmount, worthOf } from '../points-of.ts';
import { StorefrontPreview } from '../storefront-preview.tsx';
import { decimalFromTyped, typedFromDecimal } from '../../form/typed-number.ts';

interface Props {
  settings: ProgrammeSettings;
  currency: string;
  taxesIncluded: boolean;
}

export function Preview({ settings, currency, taxesIncluded }: Props) {
  const { t, i18n } = useTranslation();
  const { money } = useFormats();
  const language = chooseLanguage(i18n.language);
  const decimals = currencyDecimals(currency);
  const [typed, setTyped] = useState(() => typedFromDecimal(sampleAmount(settings, currency), decimals, language));
  const amount = decimalFromTyped(typed, decimals, language);
  const earned = amount === null ? null : pointsOf(amount, settings, currency);
  // How much of a price is tax that earns nothing, only an order can tell.
  const upTo = taxesIncluded && settings.earn.basis === 'net';

  const result = (): string => {
    if (earned === null || amount === null) return t('programme.sampleInvalid');
    if (settings.status !== 'on') return t('programme.sampleEarnsNothing', { amount: money(amount, currency) });
    const values = {
      count: earned,
      amount: money(amount, currency),
      worth: money(worthOf(earned, settings, currency), currency),
    };
    return upTo ? t('programme.sampleEarnsUpTo', values) : t('programme.sampleEarns', values);
  };
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('programme.preview')}
          </Text>
          <Text as="p" tone="subdued">
            {t('programme.previewHow')}
          </Text>
        </BlockStack>
        <TextField
          label={t('programme.sampleOrder')}
          value={typed}
          onChange={setTyped}
          inputMode="decimal"
          autoComplete="off"
          suffix={currency}
        />
        <div role="status">
          <Text as="p" fontWeight="medium">
            {result()}
          </Text>
        </div>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 1 }} gap="400">
          {(language === 'vi' ? (['vi', 'en'] as const) : (['en', 'vi'] as const)).map((shopper) => (
            <StorefrontPreview
              key={shopper}
              language={shopper}
              settings={settings}
              currency={currency}
              earned={earned ?? 0}
              upTo={upTo}
            />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}
