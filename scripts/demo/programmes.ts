/**
 * What the merchants of the demo's stores offer beside points for orders, so that there is something to look at: rewards, tiers, referrals,
 * birthdays. What an order earns is left as every new store has it.
 */
import { defaultSettings, type ProgrammeSettings } from '../../web/loyalty/programme/settings.ts';

type Offered = Pick<ProgrammeSettings, 'spend' | 'tiers' | 'referrals' | 'earn'>;
type Level = ProgrammeSettings['tiers']['levels'][number];

const NAMES = { silver: ['Silver', 'Bạc'], gold: ['Gold', 'Vàng'] } as const;
const PERKS = {
  silver: ['Free samples with each parcel', 'Tặng quà dùng thử trong mỗi đơn'],
  gold: [
    'Free samples with each parcel\nFirst look at new products',
    'Tặng quà dùng thử trong mỗi đơn\nXem trước sản phẩm mới',
  ],
} as const;
const COLORS = { silver: '#8a949e', gold: '#b8862f' };

const level = (id: keyof typeof NAMES, from: string): Level => ({
  id,
  name: { en: NAMES[id][0], vi: NAMES[id][1] },
  from,
  multiplier: '1',
  entryPoints: 0,
  perks: { en: PERKS[id][0], vi: PERKS[id][1] },
  color: COLORS[id],
});

/** Over the settings that the store has: amounts in its own currency, of the size that they have there. */
export function demoProgramme<Document extends ProgrammeSettings>(present: Document, currency: string): Document {
  const { earn } = present;
  const per = Number(defaultSettings(currency, present.startsAt).earn.per);
  const money = (units: number) => String(units * per);
  const reward = { enabled: true, name: { en: '', vi: '' }, tiers: [], validDays: 90, minimumSubtotal: null };
  const combinesWith = { order: false, product: true, shipping: true };
  const offered: Offered = {
    spend: {
      rewards: [
        { ...reward, id: 'discount', kind: 'fixed', collections: [], combinesWith, points: 100, amount: money(5) },
        {
          ...reward,
          id: 'any-amount',
          kind: 'slider',
          collections: [],
          combinesWith,
          points: 20,
          amount: money(1),
          min: 40,
          max: 400,
          step: 20,
        },
        { ...reward, id: 'free-shipping', kind: 'freeShipping', combinesWith, points: 60 },
        {
          ...reward,
          id: 'ten-percent',
          kind: 'percentage',
          collections: [],
          combinesWith,
          points: 150,
          percent: 10,
          tiers: ['silver', 'gold'],
        },
      ],
    },
    tiers: { ...present.tiers, on: true, levels: [level('silver', '100'), level('gold', '400')] },
    referrals: { ...present.referrals, on: true, points: 100 },
    earn: { ...earn, actions: { ...earn.actions, birthday: { points: 50 } } },
  };
  return { ...present, ...offered };
}
