/** What shoppers will read, in both languages, from the settings as they stand in the form. */
import '../../../extensions/points/assets/points.css';
import { BlockStack, Box, Card, InlineGrid, Text, TextField } from '@shopify/polaris';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pointsFor } from '../../loyalty/points/earn-rules.ts';
import { fraction } from '../../loyalty/points/fraction.ts';
import type { ProgrammeSettings } from '../../loyalty/points/settings.ts';
import { currencyDecimals, decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import { createFormats, useFormats } from '../format.ts';
import { type Language, chooseLanguage } from '../i18n.ts';
import { phrase } from './phrases.ts';
import { decimalFromTyped, typedFromDecimal } from './typed-number.ts';

interface Props {
  settings: ProgrammeSettings;
  currency: string;
}

/** A price of the feel of the shop's currency: enough for some dozens of points at the usual rates. */
const sampleUnits = 45;

export function Preview({ settings, currency }: Props) {
  const { t, i18n } = useTranslation();
  const { money } = useFormats();
  const language = chooseLanguage(i18n.language);
  const decimals = currencyDecimals(currency);
  const [typed, setTyped] = useState(() => typedFromDecimal(sampleAmount(settings, currency), decimals, language));
  const amount = decimalFromTyped(typed, decimals, language);
  const earned = amount === null ? null : pointsOf(amount, settings, currency);

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
            {earned === null || amount === null
              ? t('programme.sampleInvalid')
              : settings.status === 'on'
                ? t('programme.sampleEarns', {
                    count: earned,
                    amount: money(amount, currency),
                    worth: money(worthOf(earned, settings, currency), currency),
                  })
                : t('programme.sampleEarnsNothing', { amount: money(amount, currency) })}
          </Text>
        </div>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 1 }} gap="400">
          {(['en', 'vi'] as const).map((shopper) => (
            <Storefront key={shopper} language={shopper} settings={settings} currency={currency} earned={earned ?? 0} />
          ))}
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function Storefront({ language, settings, currency, earned }: Props & { language: Language; earned: number }) {
  const { t } = useTranslation();
  const { number, money } = createFormats(language);
  const named = (count: number) =>
    language === 'vi' ? settings.name.vi.other : count === 1 ? settings.name.en.one : settings.name.en.other;
  const name = named(2);
  const on = settings.status === 'on';
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="bodySm" tone="subdued">
        {t(`programme.previewIn.${language}`)}
      </Text>
      <Box borderWidth="025" borderColor="border" borderRadius="200" padding="400">
        {settings.status === 'off' ? (
          <Text as="p" tone="subdued">
            {t('programme.previewOff')}
          </Text>
        ) : (
          <div className="storefront">
            {on && earned > 0 ? (
              <Sample language={language} caption={t('programme.onProduct')}>
                <p className="regulars-points__earn">
                  {phrase(language, (w) => w.product.earn, { number: number(earned), name: named(earned) }, earned)}
                </p>
              </Sample>
            ) : null}
            <Sample language={language} caption={t('programme.onBalance')}>
              <p className="regulars-points__heading">{phrase(language, (w) => w.balance.heading, { name })}</p>
              <p className="regulars-points__balance">
                <span className="regulars-points__number">{number(SAMPLE_BALANCE)}</span> {named(SAMPLE_BALANCE)}
                <span className="regulars-points__worth">
                  {phrase(language, (w) => w.balance.worth, {
                    money: money(worthOf(SAMPLE_BALANCE, settings, currency), currency),
                  })}
                </span>
              </p>
              <p className="regulars-points__line">
                {on
                  ? phrase(language, (w) => w.balance.rate, {
                      number: number(settings.earn.points),
                      name: named(settings.earn.points),
                      money: money(settings.earn.per, currency),
                    })
                  : phrase(language, (w) => w.balance.paused, { name })}
              </p>
            </Sample>
          </div>
        )}
      </Box>
    </BlockStack>
  );
}

function Sample({ language, caption, children }: { language: Language; caption: string; children: ReactNode }) {
  return (
    <figure className="storefront-sample">
      <figcaption>
        <Text as="span" variant="bodyXs" tone="subdued">
          {caption}
        </Text>
      </figcaption>
      <div className="regulars-points" lang={language}>
        {children}
      </div>
    </figure>
  );
}

const SAMPLE_BALANCE = 240;

function pointsOf(amount: string, settings: ProgrammeSettings, currency: string): number {
  const perMinor = minorFromDecimal(settings.earn.per, currency);
  return pointsFor(fraction(minorFromDecimal(amount, currency)), { points: settings.earn.points, perMinor });
}

/** Rounded down to the currency's smallest unit, as the block on the storefront does. */
function worthOf(points: number, settings: ProgrammeSettings, currency: string): string {
  const minor =
    (BigInt(points) * BigInt(minorFromDecimal(settings.worth.amount, currency))) / BigInt(settings.worth.points);
  return decimalFromMinor(Number(minor), currency);
}

function sampleAmount(settings: ProgrammeSettings, currency: string): string {
  return decimalFromMinor(minorFromDecimal(settings.earn.per, currency) * sampleUnits, currency);
}
