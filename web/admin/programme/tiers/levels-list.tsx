/** The tiers themselves, lowest first. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../format.ts';
import { chooseLanguage } from '../../i18n.ts';
import { EditableList } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { ColorInput, NumberInput, TextsInput } from '../../form/inputs.tsx';
import { newLevel } from './level-templates.ts';
import { useTierName } from '../form/tier-name.ts';

export function LevelsList() {
  const { t, i18n } = useTranslation();
  const { number, money } = useFormats();
  const { draft, saved, settings, change } = useFields();
  const tierName = useTierName();
  const { basis, levels } = draft.tiers;
  const typing = { language: chooseLanguage(i18n.language), currency: saved.currency, basis };
  const reached = (from: string) => {
    if (basis === 'spend') return t('tiers.reachSpend', { amount: money(from, saved.currency) });
    return basis === 'orders'
      ? t('tiers.reachOrders', { count: Number(from) })
      : t('tiers.reachPoints', { count: Number(from) });
  };
  return (
    <EditableList
      title={t('tiers.levels')}
      help={t('tiers.levelsHow')}
      empty={t('tiers.levelsEmpty')}
      addLabel={t('tiers.add')}
      templates={[{ label: t('tiers.add'), help: '', make: () => newLevel(levels.length, settings, typing) }]}
      path="tiers.levels"
      items={levels}
      most={20}
      onChange={(items) => change({ tiers: { ...draft.tiers, levels: items } })}
      summary={({ id, from, multiplier, entryPoints }) => {
        const known = settings.tiers.levels.find((level) => level.id === id && settings.tiers.basis === basis);
        const gifts = known?.entryPoints ? [t('tiers.gift', { points: number(known.entryPoints) })] : [];
        return {
          title: tierName(id),
          detail: known
            ? [reached(known.from), t('earn.times', { factor: multiplier }), ...gifts].join(' · ')
            : [from, entryPoints].filter(Boolean).join(' · '),
        };
      }}
    >
      {(_level, index) => (
        <FormLayout>
          <TextsInput path={`tiers.levels.${index}.name`} label={t('tiers.name')} maxLength={40} />
          <FormLayout.Group condensed>
            <NumberInput
              path={`tiers.levels.${index}.from`}
              label={t(`tiers.from.${basis}`)}
              helpText={t('tiers.fromHow')}
            />
            <NumberInput
              path={`tiers.levels.${index}.multiplier`}
              label={t('tiers.multiplier')}
              suffix="×"
              helpText={t('tiers.multiplierHow')}
            />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <NumberInput
              path={`tiers.levels.${index}.entryPoints`}
              label={t('tiers.entryPoints')}
              helpText={t('tiers.entryPointsHow')}
            />
            <ColorInput
              path={`tiers.levels.${index}.color`}
              label={t('tiers.color')}
              placeholder={t('programme.none')}
            />
          </FormLayout.Group>
          <TextsInput
            path={`tiers.levels.${index}.perks`}
            label={t('tiers.perks')}
            helpText={t('tiers.perksHow')}
            maxLength={500}
            multiline={3}
          />
        </FormLayout>
      )}
    </EditableList>
  );
}
