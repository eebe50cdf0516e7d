/** More points for certain products, customers or days. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { dayInShop, timeZoneName } from '../../shop-day.ts';
import type { Draft } from '../form/draft.ts';
import { EditableList, type Summary, type Template } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { NumberInput, TextInput } from '../../form/inputs.tsx';
import { newId } from '../../form/new-id.ts';
import { PickedField } from '../../form/picked-field.tsx';
import { TiersField } from '../form/tiers-field.tsx';
import { nextWeekend } from './next-weekend.ts';
import { useMultiplierSummary } from './multiplier-summary.ts';

type Multiplier = Draft['earn']['multipliers'][number];

export function MultipliersList() {
  const { t, i18n } = useTranslation();
  const { draft, saved, change } = useFields();
  const multipliers = draft.earn.multipliers;
  const summary: (item: Multiplier) => Summary = useMultiplierSummary();
  const put = (items: Multiplier[]) => change({ earn: { ...draft.earn, multipliers: items } });
  const put1 = (index: number, part: Partial<Multiplier>) =>
    put(multipliers.map((item, at) => (at === index ? { ...item, ...part } : item)));

  const blank = { factor: '2', title: '', products: [], collections: [], tiers: [], from: '', until: '' };
  const templates: Template<Multiplier>[] = [
    {
      label: t('earn.template.weekend'),
      help: t('earn.template.weekendHow'),
      make: () => ({
        ...blank,
        id: newId('weekend'),
        title: t('earn.template.weekend'),
        ...nextWeekend(dayInShop(new Date().toISOString(), saved.timeZone)),
      }),
    },
    {
      label: t('earn.template.products'),
      help: t('earn.template.productsHow'),
      make: () => ({ ...blank, id: newId('products'), title: t('earn.template.products') }),
    },
    ...(draft.tiers.levels.length > 0
      ? [
          {
            label: t('earn.template.tier'),
            help: t('earn.template.tierHow'),
            make: () => ({
              ...blank,
              id: newId('tier'),
              title: t('earn.template.tier'),
              tiers: draft.tiers.levels.slice(-1).map(({ id }) => id),
            }),
          },
        ]
      : []),
  ];
  const zone = timeZoneName(saved.timeZone, i18n.language);
  return (
    <EditableList
      title={t('earn.multipliers')}
      help={t('earn.multipliersHow')}
      empty={t('earn.multipliersEmpty')}
      addLabel={t('earn.multipliersAdd')}
      templates={templates}
      path="earn.multipliers"
      items={multipliers}
      most={100}
      onChange={put}
      summary={summary}
    >
      {(item, index) => (
        <FormLayout>
          <FormLayout.Group condensed>
            <TextInput
              path={`earn.multipliers.${index}.title`}
              label={t('earn.multiplierTitle')}
              helpText={t('earn.multiplierTitleHow')}
              maxLength={80}
            />
            <NumberInput
              path={`earn.multipliers.${index}.factor`}
              label={t('earn.factor')}
              suffix="×"
              helpText={t('earn.factorHow')}
            />
          </FormLayout.Group>
          <FormLayout.Group>
            <TextInput
              path={`earn.multipliers.${index}.from`}
              type="datetime-local"
              label={t('earn.from')}
              helpText={t('earn.fromHow', { zone })}
            />
            <TextInput path={`earn.multipliers.${index}.until`} type="datetime-local" label={t('earn.until')} />
          </FormLayout.Group>
          <PickedField
            type="product"
            label={t('earn.onlyProducts')}
            button={t('programme.chooseProducts')}
            path={`earn.multipliers.${index}.products`}
            items={item.products}
            onChange={(products) => put1(index, { products })}
          />
          <PickedField
            type="collection"
            label={t('earn.onlyCollections')}
            button={t('programme.chooseCollections')}
            helpText={t('earn.onlyHow')}
            path={`earn.multipliers.${index}.collections`}
            items={item.collections}
            onChange={(collections) => put1(index, { collections })}
          />
          <TiersField
            path={`earn.multipliers.${index}.tiers`}
            chosen={item.tiers}
            onChange={(tiers) => put1(index, { tiers })}
          />
        </FormLayout>
      )}
    </EditableList>
  );
}
