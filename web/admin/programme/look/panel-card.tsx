import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChoiceInput, ColorInput, TextsInput } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';

/** How the panel in the store looks, and what it says. */
export function PanelCard() {
  const { t } = useTranslation();
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
        <TextsInput path="look.button" label={t('look.button')} maxLength={30} />
        <TextsInput path="look.title" label={t('look.title')} maxLength={60} />
        <TextsInput path="look.welcome" label={t('look.welcome')} maxLength={300} multiline={3} />
      </SectionCard>
    </>
  );
}
