/** Our blocks as shoppers of one language read them, in the very words of the theme extension. */
import '../../../extensions/points/assets/points.css';
import { BlockStack, Box, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import { createFormats } from '../format.ts';
import type { Language } from '../i18n.ts';
import { worthOf } from './points-of.ts';
import { phrase } from './phrases.ts';

interface Props {
  language: Language;
  settings: ProgrammeSettings;
  currency: string;
  /** By the sample order. */
  earned: number;
  upTo: boolean;
}

const SAMPLE_BALANCE = 240;

export function StorefrontPreview(props: Props) {
  const { t } = useTranslation();
  const { language, settings } = props;
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
          <Blocks {...props} />
        )}
      </Box>
    </BlockStack>
  );
}

function Blocks({ language, settings, currency, earned, upTo }: Props) {
  const { t } = useTranslation();
  const { number, money } = createFormats(language);
  const named = (count: number) =>
    language === 'vi' ? settings.name.vi.other : count === 1 ? settings.name.en.one : settings.name.en.other;
  const counted = (count: number) => ({ number: number(count), name: named(count) });
  const name = named(2);
  const on = settings.status === 'on';
  return (
    <div className="storefront">
      {on && earned > 0 ? (
        <Sample language={language} caption={t('programme.onProduct')}>
          <p className="regulars-points__earn">
            {phrase(language, (w) => (upTo ? w.product.earn_up_to : w.product.earn), counted(earned), earned)}
          </p>
        </Sample>
      ) : null}
      <Sample language={language} caption={t('programme.onBalance')}>
        <p className="regulars-points__heading">{phrase(language, (w) => w.balance.heading, { name })}</p>
        <p className="regulars-points__balance">
          <span className="regulars-points__number">{number(SAMPLE_BALANCE)}</span> {named(SAMPLE_BALANCE)}{' '}
          <span className="regulars-points__worth">
            {phrase(language, (w) => w.balance.worth, {
              money: money(worthOf(SAMPLE_BALANCE, settings, currency), currency),
            })}
          </span>
        </p>
        {on ? (
          <Waiting language={language} earned={earned} days={settings.window.days} counted={counted(earned)} />
        ) : (
          <p className="regulars-points__line">{phrase(language, (w) => w.balance.paused, { name })}</p>
        )}
        <p className="regulars-points__line">
          <span className="regulars-points__link">{phrase(language, (w) => w.balance.history, { name })}</span>
        </p>
      </Sample>
      <Sample language={language} caption={t('programme.onBalanceGuest')}>
        <p className="regulars-points__line">
          {on
            ? phrase(language, (w) => w.balance.rate, {
                ...counted(settings.earn.points),
                money: money(settings.earn.per, currency),
              })
            : phrase(language, (w) => w.balance.guest, { name })}{' '}
          <span className="regulars-points__link">{phrase(language, (w) => w.balance.log_in, { name })}</span>
        </p>
      </Sample>
    </div>
  );
}

/** The points of the sample order, as they wait. */
function Waiting(props: { language: Language; earned: number; days: number; counted: Record<string, string> }) {
  const { language, earned, days, counted } = props;
  if (earned === 0 || days === 0) return null;
  return (
    <p className="regulars-points__line">
      {phrase(language, (w) => w.balance.pending, counted, earned)}{' '}
      {phrase(language, (w) => w.balance.window, { count: String(days) }, days)}
    </p>
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
