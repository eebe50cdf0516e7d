import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

/** What shoppers read instead of "points". */
export function NamesCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('look.names')} help={t('look.namesHow')}>
      <FormLayout>
        <FormLayout.Group condensed>
          <TextInput path="name.en.one" label={t('look.nameEnOne')} maxLength={30} />
          <TextInput path="name.en.other" label={t('look.nameEnOther')} maxLength={30} />
        </FormLayout.Group>
        <TextInput path="name.vi.other" label={t('look.nameVi')} maxLength={30} />
      </FormLayout>
    </SectionCard>
  );
}
