import { useTranslation } from 'react-i18next';
import { emailKinds } from '../../../loyalty/programme/settings.ts';
import { useFormats } from '../../format.ts';
import { useFields } from '../form/fields.ts';
import { useTierName } from '../form/tier-name.ts';
import type { Section } from '../sections.ts';
import { useRewardText } from '../spend/reward-text.ts';

interface Summary {
  text: string;
  /** Null for what cannot be switched off as a whole. */
  on: boolean | null;
}

/** What is set on each page of the editor, in one line. */
export function useSectionSummary(): (section: Section) => Summary {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const { saved } = useFields();
  const rewardText = useRewardText(saved.currency);
  const tierName = useTierName();
  const joined = (parts: string[]) => parts.join(' · ');

  return (section) => {
    switch (section) {
      case 'earn': {
        const { points, per, multipliers } = saved.earn;
        return {
          on: null,
          text: joined([
            t('programme.summary.rate', {
              points: t('common.points', { count: points }),
              amount: money(per, saved.currency),
            }),
            ...(multipliers.length > 0 ? [t('programme.summary.multipliers', { count: multipliers.length })] : []),
          ]),
        };
      }
      case 'ways': {
        const { bonuses, actions } = saved.earn;
        const offered = [bonuses.firstOrder, actions.signUp, actions.birthday, actions.newsletter, actions.review];
        const lists = [bonuses.orderGoals, bonuses.spendGoals, actions.social, actions.custom];
        const count = offered.filter((one) => one !== null).length + lists.reduce((sum, list) => sum + list.length, 0);
        return {
          on: null,
          text: count === 0 ? t('programme.summary.noWays') : t('programme.summary.ways', { count }),
        };
      }
      case 'spend': {
        const offered = saved.spend.rewards.filter(({ enabled }) => enabled);
        const [first, second] = offered.map(rewardText);
        const names = [first, second].filter((name) => name !== undefined);
        const more = offered.length - names.length;
        return {
          on: null,
          text:
            offered.length === 0
              ? t('programme.summary.noRewards')
              : joined([...names, ...(more > 0 ? [t('programme.summary.more', { count: more })] : [])]),
        };
      }
      case 'tiers': {
        const names = saved.tiers.levels.map(({ id }) => tierName(id));
        return {
          on: saved.tiers.on,
          text: names.length === 0 ? t('programme.summary.noTiers') : names.join(', '),
        };
      }
      case 'referrals':
        return {
          on: saved.referrals.on,
          text: t('programme.summary.referrals', { points: t('common.points', { count: saved.referrals.points }) }),
        };
      case 'rules': {
        const { days } = saved.window;
        return {
          on: null,
          text: joined([
            days === 0 ? t('programme.summary.noWindow') : t('programme.summary.window', { count: days }),
            saved.expiry
              ? t('programme.summary.expiry', { count: saved.expiry.months })
              : t('programme.summary.noExpiry'),
          ]),
        };
      }
      case 'look':
        return { on: null, text: t('programme.summary.look', { en: saved.name.en.other, vi: saved.name.vi.other }) };
      case 'emails': {
        const count = emailKinds.filter((kind) => saved.emails.kinds[kind]).length;
        return {
          on: count > 0,
          text:
            count === 0
              ? t('programme.summary.noEmails')
              : t('programme.summary.emails', { count, all: number(emailKinds.length) }),
        };
      }
    }
  };
}
