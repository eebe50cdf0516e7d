import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { ChoiceInput, ColorInput, TextsInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';
import { phrase } from '../phrases.ts';

/** How the panel in the store looks, and what it says. */
export function PanelCard() {
  const { t } = useTranslation();
  const { settings } = useFields();
  /** What is said while the field is empty. */
  const usual = (choose: Parameters<typeof phrase>[1]) => ({
    en: phrase('en', choose, { shop: t('programme.previewStore.en'), name: settings.name.en.other }),
    vi: phrase('vi', choose, { shop: t('programme.previewStore.vi'), name: settings.name.vi.other }),
  });
  return (
    <>
      <SectionCard title={t('look.panel')} help={t('look.panelHow')}>
        <FormLayout>
          <FormLayout.Group condensed>
            <ColorInput
              path="look.accent"
              label={t('look.accent')}
              placeholder={t('look.themeColor')}
              helpText={t('look.accentHow')}
            />
            <ChoiceInput
              path="look.corner"
              label={t('look.corner')}
              choices={[
                { value: 'end', label: t('look.cornerEnd') },
                { value: 'start', label: t('look.cornerStart') },
              ]}
            />
          </FormLayout.Group>
        </FormLayout>
      </SectionCard>
      <SectionCard title={t('look.texts')} help={t('look.textsHow')}>
        <TextsInput
          path="look.button"
          label={t('look.button')}
          maxLength={30}
          placeholder={usual((w) => w.panel.launcher)}
        />
        <TextsInput
          path="look.title"
          label={t('look.title')}
          maxLength={60}
          placeholder={usual((w) => w.panel.title)}
        />
        <TextsInput
          path="look.welcome"
          label={t('look.welcome')}
          maxLength={300}
          multiline={3}
          placeholder={usual((w) => w.panel.welcome)}
        />
      </SectionCard>
    </>
  );
}
