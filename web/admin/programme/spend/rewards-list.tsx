/** What points can be spent on. */
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n.ts';
import { EditableList, type Summary } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { RewardFields } from './reward-fields.tsx';
import { newReward, type RewardDraft, rewardKinds } from './reward-templates.ts';
import { useRewardText } from './reward-text.ts';

export function RewardsList() {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const { draft, saved, settings, change } = useFields();
  const rewardText = useRewardText(saved.currency);
  const typing = { language, currency: saved.currency, basis: draft.tiers.basis };

  const summary = (item: RewardDraft): Summary => {
    // What was last typed may make no sense yet.
    const known = settings.spend.rewards.find(({ id }) => id === item.id);
    const gives = known ? rewardText(known) : t(`spend.kind.${item.kind}`);
    const cost =
      known?.kind === 'slider' ? t('spend.from', { points: t('common.points', { count: known.min }) }) : undefined;
    return {
      title: item.name[language] || gives,
      detail: [
        known ? (cost ?? t('common.points', { count: known.points })) : t('spend.unfinished'),
        t(`spend.kind.${item.kind}`),
      ].join(' · '),
      ...(item.enabled ? {} : { badge: t('spend.off') }),
    };
  };
  return (
    <EditableList
      title={t('spend.rewards')}
      help={t('spend.rewardsHow')}
      empty={t('spend.rewardsEmpty')}
      addLabel={t('spend.add')}
      templates={rewardKinds.map((kind) => ({
        label: t(`spend.kind.${kind}`),
        help: t(`spend.kindHow.${kind}`),
        make: () => newReward(kind, settings, typing),
      }))}
      path="spend.rewards"
      items={draft.spend.rewards}
      most={50}
      onChange={(rewards) => change({ spend: { rewards } })}
      summary={summary}
    >
      {(reward, index) => <RewardFields reward={reward} index={index} />}
    </EditableList>
  );
}
