import { ChoiceList } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { orderSources } from '../../../loyalty/programme/settings.ts';
import { timeZoneName } from '../../shop-day.ts';
import { useFields } from '../form/fields.ts';
import { FlagInput, TextInput } from '../../form/inputs.tsx';
import { PickedField } from '../../form/picked-field.tsx';
import { SectionCard } from '../../form/section-card.tsx';
import { TagsField } from './tags-field.tsx';

/** Which orders, products and customers earn. */
export function WhichCard() {
  const { t, i18n } = useTranslation();
  const { draft, saved, change, error } = useFields();
  const { exclude } = draft;
  return (
    <SectionCard title={t('rules.which')}>
      <TextInput
        path="startsAt"
        type="date"
        label={t('rules.startsAt')}
        helpText={t('rules.startsAtHow', { timeZone: timeZoneName(saved.timeZone, i18n.language) })}
      />
      <ChoiceList
        allowMultiple
        title={t('rules.sources')}
        choices={orderSources.map((value) => ({ value, label: t(`rules.source.${value}`) }))}
        selected={orderSources.filter((source) => draft.sources[source])}
        onChange={(chosen) =>
          change({
            sources: {
              online: chosen.includes('online'),
              pos: chosen.includes('pos'),
              draft: chosen.includes('draft'),
              b2b: chosen.includes('b2b'),
              subscription: chosen.includes('subscription'),
              other: chosen.includes('other'),
            },
          })
        }
      />
      <FlagInput path="guests" label={t('rules.guests')} helpText={t('rules.guestsHow')} />
      <PickedField
        type="product"
        label={t('rules.products')}
        helpText={t('rules.productsHow')}
        button={t('programme.chooseProducts')}
        path="exclude.products"
        items={exclude.products}
        onChange={(products) => change({ exclude: { ...exclude, products } })}
      />
      <PickedField
        type="collection"
        label={t('rules.collections')}
        button={t('programme.chooseCollections')}
        path="exclude.collections"
        items={exclude.collections}
        onChange={(collections) => change({ exclude: { ...exclude, collections } })}
      />
      <TagsField
        label={t('rules.tags')}
        helpText={t('rules.tagsHow')}
        tags={exclude.customerTags}
        onChange={(customerTags) => change({ exclude: { ...exclude, customerTags } })}
        error={error('exclude.customerTags')}
      />
    </SectionCard>
  );
}
