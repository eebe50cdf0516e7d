/** The panel of the store as shoppers of one language see it, in the words and with the style sheet of the theme extension. */
import '../../../extensions/points/assets/points.css';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '../i18n.ts';
import { useFields } from './form/fields.ts';
import { inkOn } from './ink-on.ts';
import { type PanelRow, panelRows } from './panel-rows.ts';
import { phrase } from './phrases.ts';

export type PanelPart = 'spend' | 'earn' | 'tiers';
const languages = ['en', 'vi'] as const;

/** `open`: the part of the panel that the page's settings are about. */
export function PanelPreview({ open, withButton = false }: { open: PanelPart; withButton?: boolean }) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState(() => chooseLanguage(i18n.language));
  const { settings } = useFields();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingSm">
            {t('programme.preview')}
          </Text>
          <ButtonGroup variant="segmented">
            {languages.map((one) => (
              <Button key={one} size="slim" pressed={one === language} onClick={() => setLanguage(one)}>
                {t(`programme.previewIn.${one}`)}
              </Button>
            ))}
          </ButtonGroup>
        </InlineStack>
        {settings.status === 'off' ? (
          <Text as="p" tone="subdued">
            {t('programme.previewOff')}
          </Text>
        ) : (
          <Panel language={language} open={open} withButton={withButton} />
        )}
        <Text as="p" variant="bodySm" tone="subdued">
          {t('programme.previewHow')}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Panel({ language, open, withButton }: { language: Language; open: PanelPart; withButton: boolean }) {
  const { t } = useTranslation();
  const { settings, saved } = useFields();
  const { look } = settings;
  const rows = panelRows(settings, saved.currency, language);
  const name = language === 'vi' ? settings.name.vi.other : settings.name.en.other;
  const own = (text: { en: string; vi: string }) => text[language] || text[language === 'vi' ? 'en' : 'vi'];
  const say = (choose: Parameters<typeof phrase>[1], values: Record<string, string> = {}) =>
    phrase(language, choose, values);
  const accent = look.accent;
  // The style sheet takes the colour from these, as the block gives them.
  const style = (accent ? { '--regulars-accent': accent, '--regulars-ink': inkOn(accent) } : {}) as CSSProperties;
  return (
    <div className={accent ? 'regulars regulars--accent panel-preview' : 'regulars panel-preview'} style={style}>
      <div className="regulars-panel" lang={language}>
        <div className="regulars-panel__sheet">
          <div className="regulars-panel__top">
            <h3 className="panel-preview-title">
              {own(look.title) || say((w) => w.panel.title, { shop: t(`programme.previewStore.${language}`) })}
            </h3>
          </div>
          {withButton ? (
            <div className="regulars-panel__head">
              <p>{own(look.welcome) || say((w) => w.panel.welcome, { name })}</p>
              <p className="regulars-panel__join">
                <span className="regulars-button">{say((w) => w.panel.join)}</span>
                <span className="regulars-points__link">{say((w) => w.panel.log_in)}</span>
              </p>
            </div>
          ) : null}
          <Rows title={say((w) => w.panel.spend, { name })} rows={rows.spend} open={open === 'spend'} />
          <Rows title={say((w) => w.panel.earn, { name })} rows={rows.earn} open={open === 'earn'} />
          <Rows title={say((w) => w.tier.title)} rows={rows.tiers} open={open === 'tiers'} />
          {rows.referral ? (
            <details className="regulars-section">
              <summary>{say((w) => w.referral.title)}</summary>
              <p>{rows.referral}</p>
            </details>
          ) : null}
        </div>
      </div>
      {withButton ? (
        <div className={`panel-preview-corner panel-preview-corner-${look.corner}`}>
          <span className="regulars-launcher">
            <span>{own(look.button) || say((w) => w.panel.launcher)}</span>
          </span>
        </div>
      ) : null}
    </div>
  );
}

function Rows({ title, rows, open }: { title: string; rows: PanelRow[]; open: boolean }) {
  if (rows.length === 0) return null;
  return (
    <details className="regulars-section" open={open}>
      <summary>{title}</summary>
      <ul className="regulars-list">
        {rows.map(({ id, title: what, note, brings }) => (
          <li key={id} className="regulars-row">
            <span className="regulars-row__what">
              <span className="regulars-row__title">{what}</span>
              {note ? <small>{note}</small> : null}
            </span>
            {brings ? <span className="regulars-row__brings">{brings}</span> : null}
          </li>
        ))}
      </ul>
    </details>
  );
}
