/** What the panel in the store says of the settings, in the words of the theme extension. */
import { type ProgrammeSettings, type Reward } from '../../loyalty/programme/settings.ts';
import { createFormats } from '../format.ts';
import type { Language } from '../i18n.ts';
import { phrase } from './phrases.ts';

export interface PanelRow {
  id: string;
  title: string;
  note: string;
  /** What it brings, at the end of the line. */
  brings: string;
}

export interface PanelRows {
  spend: PanelRow[];
  earn: PanelRow[];
  tiers: PanelRow[];
  referral: string | null;
}

export function panelRows(settings: ProgrammeSettings, currency: string, language: Language): PanelRows {
  const { earn, spend, tiers, referrals } = settings;
  const formats = createFormats(language);
  const money = (amount: string) => formats.money(amount, currency);
  const nameOf = (count: number) =>
    language === 'vi' ? settings.name.vi.other : count === 1 ? settings.name.en.one : settings.name.en.other;
  const counted = (count: number) => `${formats.number(count)} ${nameOf(count)}`;
  const own = (text: { en: string; vi: string }) => text[language] || text[language === 'vi' ? 'en' : 'vi'];
  const say = (choose: Parameters<typeof phrase>[1], values: Record<string, string> = {}, count = 2) =>
    phrase(language, choose, values, count);
  const factor = (text: string) => new Intl.NumberFormat(language).format(Number(text));
  const plus = (points: number) => say((w) => w.earn.plus, { points: counted(points) });
  const way = (id: string, title: string, brings: string, note = ''): PanelRow => ({ id, title, brings, note });

  const rewardTitle = (reward: Reward): string => {
    if (own(reward.name)) return own(reward.name);
    switch (reward.kind) {
      case 'fixed':
        return say((w) => w.reward.fixed, { money: money(reward.amount) });
      case 'slider':
        return say((w) => w.reward.slider, { money: money(reward.amount), points: counted(reward.points) });
      case 'percentage':
        return say((w) => w.reward.percentage, { percent: formats.number(reward.percent) });
      case 'freeShipping':
        return say((w) => w.reward.free_shipping);
      case 'freeProduct':
        return say((w) => w.reward.free_product, { product: reward.variant.title });
      case 'giftCard':
        return say((w) => w.reward.gift_card, { money: money(reward.amount) });
      case 'storeCredit':
        return say((w) => w.reward.store_credit, { money: money(reward.amount) });
    }
  };
  const rewardRow = (reward: Reward): PanelRow => {
    const from = reward.kind === 'slider' ? reward.min : reward.points;
    const price = reward.kind === 'slider' ? say((w) => w.reward.from, { points: counted(from) }) : counted(from);
    const minimum = 'minimumSubtotal' in reward ? reward.minimumSubtotal : null;
    const note = minimum === null ? [price] : [price, say((w) => w.reward.minimum, { money: money(minimum) })];
    return { id: reward.id, title: rewardTitle(reward), note: note.join(' · '), brings: '' };
  };

  const { bonuses, actions } = earn;
  const goalTitle = (orders: number, repeat: boolean) =>
    repeat
      ? say((w) => w.earn.order_goal_each, { count: formats.number(orders) }, orders)
      : say((w) => w.earn.order_goal, { count: formats.number(orders) }, orders);
  const simple = [
    ['sign_up', actions.signUp],
    ['birthday', actions.birthday],
    ['newsletter', actions.newsletter],
    ['review', actions.review],
  ] as const;
  const referral = (): string => {
    const { friend, points } = referrals;
    const gift =
      friend.kind === 'fixed'
        ? say((w) => w.reward.fixed, { money: money(friend.amount) })
        : friend.kind === 'percentage'
          ? say((w) => w.reward.percentage, { percent: formats.number(friend.percent) })
          : say((w) => w.reward.free_shipping);
    return say((w) => w.referral.offer, { friend: gift, points: counted(points) });
  };
  const reached = (from: string) =>
    tiers.basis === 'spend'
      ? money(from)
      : tiers.basis === 'orders'
        ? say((w) => w.tier.orders, { count: formats.number(Number(from)) }, Number(from))
        : counted(Number(from));

  return {
    spend: spend.rewards
      .filter(({ enabled }) => enabled)
      .toSorted((one, other) => one.points - other.points)
      .map(rewardRow),
    earn: [
      ...(settings.status === 'on'
        ? [
            way(
              'order',
              say((w) => w.earn.order),
              say((w) => w.earn.rate, { points: counted(earn.points), money: money(earn.per) }),
              earn.minimum === null ? '' : say((w) => w.earn.minimum, { money: money(earn.minimum) }),
            ),
          ]
        : []),
      ...earn.multipliers.map((multiplier) => {
        const selected = multiplier.products.length + multiplier.collections.length > 0;
        const values = { factor: factor(multiplier.factor), name: nameOf(2) };
        const brings = say((w) => (selected ? w.earn.times_selected : w.earn.times), values);
        return multiplier.title ? way(multiplier.id, multiplier.title, brings) : way(multiplier.id, brings, '');
      }),
      ...(bonuses.firstOrder
        ? [
            way(
              'first',
              say((w) => w.earn.first_order),
              plus(bonuses.firstOrder.points),
            ),
          ]
        : []),
      ...bonuses.orderGoals.map(({ id, orders, repeat, points }) => way(id, goalTitle(orders, repeat), plus(points))),
      ...bonuses.spendGoals.map(({ id, amount, repeat, points }) =>
        way(
          id,
          say((w) => (repeat ? w.earn.spend_goal_each : w.earn.spend_goal), { money: money(amount) }),
          plus(points),
        ),
      ),
      ...simple.flatMap(([id, action]) =>
        action
          ? [
              way(
                id,
                say((w) => w.earn[id]),
                plus(action.points),
              ),
            ]
          : [],
      ),
      ...actions.social.map(({ id, network, points }) =>
        way(
          id,
          say((w) => w.earn.social[network]),
          plus(points),
        ),
      ),
      ...actions.custom.map(({ id, name, points }) => way(id, own(name) || id, plus(points))),
    ],
    tiers: tiers.on
      ? tiers.levels.map((level) => ({
          id: level.id,
          title: own(level.name) || level.id,
          note: [
            say((w) => w.tier.from, { amount: reached(level.from) }),
            ...(Number(level.multiplier) > 1
              ? [say((w) => w.tier.factor, { factor: factor(level.multiplier), name: nameOf(2) })]
              : []),
            ...(level.entryPoints > 0 ? [say((w) => w.tier.entry, { points: counted(level.entryPoints) })] : []),
            ...own(level.perks).split('\n').filter(Boolean),
          ].join(' · '),
          brings: '',
        }))
      : [],
    referral: referrals.on ? referral() : null,
  };
}
