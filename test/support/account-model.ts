/**
 * The second opinion on what one customer holds, written from the rules alone: lots that wait, can be spent and lapse, debt, bonuses and
 * rewards. Slow and simple on purpose: what has happened is kept as plain lists, and every question goes through all of them.
 */
import { DAY, type ModelOrder, shouldHold } from './points-model.ts';

const WINDOW = 14 * DAY;
/** The store's clocks, all year. */
const AHEAD = 7 * 3_600_000;

export interface ModelTerms {
  /** Points are good for so many months; null = for ever. */
  months: number | null;
  /** What nobody has any more is not owed. */
  clamp: boolean;
}

/** The last moment of the day that is so many months and days after that moment. */
function lastMoment(ms: number, months: number, days: number): number {
  const local = new Date(ms + AHEAD);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + months, local.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, last) + days + 1) - AHEAD - 1;
}

interface ModelLot {
  born: number;
  /** The order or the bonus that brought it. */
  of: string;
  number: number;
  /** All that was ever put into it. */
  room: number;
  left: number;
  pending: boolean;
  due: number;
  ends: number | null;
  over: boolean;
  /** Lapsed, and not yet held against what is to be given back. */
  lapsed: number;
}

/** Where reversals of one order took points, less what went back there. */
interface Taken {
  lots: Map<ModelLot, number>;
  lapsed: Map<ModelLot, number>;
  owed: number;
  forgiven: number;
}

interface Redemption {
  parts: { lot: ModelLot; points: number }[];
  points: number;
  back: number;
}

export class ModelAccount {
  lots: ModelLot[] = [];
  debt = 0;
  #terms: ModelTerms;
  #orders = new Map<string, { earned: number; reversed: number; taken: Taken }>();
  #bonuses = new Map<string, { given: number; taken: number; once: string | null }>();
  #redemptions = new Map<string, Redemption>();

  constructor(terms: ModelTerms) {
    this.#terms = terms;
  }

  held(pending: boolean): number {
    return this.lots.reduce((sum, lot) => (lot.pending === pending ? sum + lot.left : sum), 0);
  }

  /** `A 60: 30@1790000000000 30@-`: what can be spent, by when it lapses. */
  shown(): string {
    const days = new Map<string, number>();
    for (const { pending, left, ends } of this.lots)
      if (!pending && left > 0) days.set(`${ends ?? '-'}`, (days.get(`${ends ?? '-'}`) ?? 0) + left);
    const list = [...days].map(([end, points]) => `${points}@${end}`).sort();
    return [`P ${this.held(true)} A ${this.held(false)} D ${this.debt}`, ...list].join(' ');
  }

  /** Everything that time alone does, in its order. */
  tick(now: number): void {
    for (;;) {
      const next = this.lots
        .flatMap((lot) => [
          ...(lot.pending && lot.left > 0 && lot.due <= now ? [{ lot, at: lot.due, over: false }] : []),
          ...(!lot.over && lot.ends !== null && lot.ends < now && !(lot.pending && lot.left > 0)
            ? [{ lot, at: lot.ends, over: true }]
            : []),
        ])
        .toSorted((a, b) => a.at - b.at || a.lot.born - b.lot.born || a.lot.number - b.lot.number)[0];
      if (!next) return;
      const { lot } = next;
      const points = lot.left;
      lot.left = 0;
      if (next.over) {
        lot.over = true;
        lot.lapsed += points;
      } else {
        lot.pending = false;
        this.#put(lot, points);
      }
    }
  }

  adjust(now: number, points: number): boolean {
    this.tick(now);
    if (points > 0) {
      this.#credit(now, 'hand', points, now);
      return true;
    }
    if (this.held(false) < -points) return false;
    this.#take(this.#spendable(), -points);
    return true;
  }

  bonus(now: number, id: string, points: number, due: number, once: string | null): void {
    this.tick(now);
    this.#bonuses.set(id, { given: points, taken: 0, once });
    this.#credit(now, id, points, due);
  }

  /** False where nothing of it counts any more. */
  takeBonus(now: number, id: string, points: number): boolean {
    this.tick(now);
    const bonus = this.#bonuses.get(id);
    const most = bonus ? Math.min(points, bonus.given - bonus.taken) : 0;
    if (!bonus || most === 0) return false;
    bonus.taken += most;
    this.#takeBack(id, most);
    return true;
  }

  redeem(now: number, id: string, points: number): boolean {
    this.tick(now);
    if (this.held(false) < points) return false;
    this.#redemptions.set(id, { parts: this.#take(this.#spendable(), points).taken, points, back: 0 });
    return true;
  }

  /** False where so much has come back already. */
  comeBack(now: number, id: string, total: number): boolean {
    this.tick(now);
    const redemption = this.#redemptions.get(id);
    if (!redemption || Math.min(total, redemption.points) <= redemption.back) return false;
    const single = redemption.parts
      .toSorted((a, b) => bySpending(b.lot, a.lot))
      .flatMap(({ lot, points }) => Array.from({ length: points }, () => lot))
      .slice(redemption.back, total);
    redemption.back = Math.min(total, redemption.points);
    // The first to lapse pays what is owed.
    for (const lot of new Set(single.toReversed()))
      this.#giveBack(now, lot, single.filter((one) => one === lot).length);
    return true;
  }

  /** Another account becomes this one: what it has comes here as it is, what either owes is paid from it. */
  absorb(now: number, other: ModelAccount): void {
    this.tick(now);
    other.tick(now);
    this.#dropTwice(other);
    const owed = other.debt;
    for (const lot of other.lots.toSorted(bySpending)) {
      const points = lot.left;
      lot.left = 0;
      this.#put(lot, points);
    }
    this.debt += this.#take(this.#spendable(), owed).short;
    this.lots = [...this.lots, ...other.lots].toSorted(byAge);
    for (const [id, known] of other.#orders) this.#orders.set(id, known);
    for (const [id, known] of other.#bonuses) this.#bonuses.set(id, known);
    for (const [id, known] of other.#redemptions) this.#redemptions.set(id, known);
    other.lots = [];
    other.debt = 0;
    for (const map of [other.#orders, other.#bonuses, other.#redemptions]) map.clear();
  }

  follow(now: number, order: ModelOrder): void {
    this.tick(now);
    if (order.reward) this.comeBack(now, order.reward.id, shouldComeBack(order));
    if (order.paidAt === null) return;
    const isNew = !this.#orders.has(order.id);
    const nothing = { lots: new Map(), lapsed: new Map(), owed: 0, forgiven: 0 };
    const known = this.#orders.get(order.id) ?? { earned: 0, reversed: 0, taken: nothing };
    this.#orders.set(order.id, known);
    const difference = shouldHold(order) - (known.earned - known.reversed);
    if (difference < 0) {
      known.reversed -= difference;
      this.#takeBack(order.id, -difference, known.taken);
    }
    const back = Math.min(Math.max(difference, 0), known.reversed);
    known.reversed -= back;
    if (back > 0) this.#undo(now, order.id, known.taken, back);
    if (difference > back) {
      const waits = this.lots.findLast((lot) => lot.of === order.id && lot.pending && lot.due > now);
      const due = (isNew ? order.paidAt : order.updatedAt) + WINDOW;
      const lot = waits ?? this.#newLot(now, order.id, due, true);
      lot.room += difference - back;
      lot.left += difference - back;
      known.earned += difference - back;
    }
    this.tick(now);
  }

  #spendable(): ModelLot[] {
    return this.lots.filter(({ pending, over }) => !pending && !over).toSorted(bySpending);
  }

  #credit(now: number, of: string, points: number, due: number): void {
    const lot = this.#newLot(now, of, due, due > now);
    lot.room = points;
    this.#put(lot, points);
    // What pays a debt at once never was in a lot.
    if (due <= now) lot.room = lot.left;
  }

  /** Its own pending and available points, what of its own has lapsed, other available ones; then debt, where there may be one. */
  #takeBack(of: string, points: number, note?: Taken): void {
    const own = this.lots.filter((lot) => lot.of === of);
    const first = this.#take(
      [
        ...own.filter(({ pending }) => pending).toReversed(),
        ...own.filter(({ pending, over }) => !pending && !over).toSorted(bySpending),
      ],
      points,
    );
    let short = first.short;
    for (const lot of own.toSorted(bySpending)) {
      const part = Math.min(lot.lapsed, short);
      lot.lapsed -= part;
      short -= part;
      if (note) add(note.lapsed, lot, part);
    }
    const last = this.#take(
      this.#spendable().filter((lot) => lot.of !== of),
      short,
    );
    const owed = this.#terms.clamp ? 0 : last.short;
    this.debt += owed;
    if (!note) return;
    for (const { lot, points: part } of [...first.taken, ...last.taken]) add(note.lots, lot, part);
    note.owed += owed;
    note.forgiven += last.short - owed;
  }

  /** First what was forgiven or owed, then from others, then what had lapsed, then its own; the rest into its own lots. */
  #undo(now: number, of: string, taken: Taken, points: number): void {
    let left = points;
    const upTo = (most: number) => {
      const part = Math.max(0, Math.min(left, most));
      left -= part;
      return part;
    };
    taken.forgiven -= upTo(taken.forgiven);
    const wasOwed = upTo(Math.min(taken.owed, this.debt));
    taken.owed -= wasOwed;
    this.debt -= wasOwed;
    const give = (lot: ModelLot, points: number) => {
      const before = this.debt;
      const twin = this.#giveBack(now, lot, points);
      const paid = before - this.debt;
      taken.owed -= paid;
      add(taken.lots, twin ?? lot, paid - points);
    };
    const fill = (lot: ModelLot, most: number) =>
      give(lot, upTo(Math.min(most, lot.over ? 0 : lot.room - lot.left - lot.lapsed)));
    const places = [...taken.lots].filter(([, some]) => some > 0);
    const own = places.filter(([lot]) => lot.of === of).toSorted(([a], [b]) => byAge(a, b));
    const others = places.filter(([lot]) => lot.of !== of).toSorted(([a], [b]) => byAge(b, a));
    for (const [lot, most] of others) fill(lot, most);
    for (const [lot, most] of taken.lapsed) {
      const part = upTo(most);
      add(taken.lapsed, lot, -part);
      lot.lapsed += part;
    }
    for (const [lot, most] of own) fill(lot, most);
    const mine = this.lots.filter((lot) => lot.of === of).toSorted(byAge);
    for (const lot of mine) fill(lot, left);
    const [first] = mine;
    if (first && left > 0) give(first, upTo(left));
  }

  /** Of a bonus that both had, the one of which more is left goes, for good. */
  #dropTwice(other: ModelAccount): void {
    for (const once of new Set([...this.#bonuses.values()].flatMap((bonus) => bonus.once ?? []))) {
      const [mine, theirs] = [this.#given(once), other.#given(once)];
      if (mine.length === 0 || theirs.length === 0) continue;
      const left = (given: typeof mine) => given.flatMap(({ lots }) => lots).reduce((sum, lot) => sum + lot.left, 0);
      for (const one of left(mine) > left(theirs) ? mine : theirs) {
        one.bonus.taken += left([one]);
        one.bonus.once = null;
        for (const lot of one.lots) lot.left = 0;
      }
    }
  }

  /** Not taken back as a whole. */
  #given(once: string) {
    return [...this.#bonuses]
      .filter(([, bonus]) => bonus.once === once && bonus.given > bonus.taken)
      .map(([id, bonus]) => ({ bonus, lots: this.lots.filter((lot) => lot.of === id) }));
  }

  #take(lots: readonly ModelLot[], points: number) {
    let short = points;
    const taken: { lot: ModelLot; points: number }[] = [];
    for (const lot of lots) {
      const part = Math.min(lot.left, short);
      lot.left -= part;
      short -= part;
      if (part > 0) taken.push({ lot, points: part });
    }
    return { taken, short };
  }

  /** Where there is no room, or the lot is over, another one like it takes the points: for thirty days, if its own are over. */
  #giveBack(now: number, lot: ModelLot, points: number): ModelLot | null {
    const paid = lot.pending ? 0 : Math.min(this.debt, points);
    this.debt -= paid;
    const fits = lot.over ? 0 : Math.min(points - paid, lot.room - lot.left - lot.lapsed);
    lot.left += fits;
    if (points - paid === fits) return null;
    const twin = this.#newLot(now, lot.of, lot.due, lot.pending);
    twin.ends = lot.over && this.#terms.months !== null ? lastMoment(now, 0, 30) : lot.ends;
    twin.room = points - paid - fits;
    twin.left = twin.room;
    return twin;
  }

  #put(lot: ModelLot, points: number): void {
    const paid = lot.pending ? 0 : Math.min(this.debt, points);
    this.debt -= paid;
    lot.left += points - paid;
  }

  #newLot(born: number, of: string, due: number, pending: boolean): ModelLot {
    const ends = this.#terms.months === null ? null : lastMoment(due, this.#terms.months, 0);
    const lot = { born, of, number: this.lots.length, room: 0, left: 0, pending, due, ends, over: false, lapsed: 0 };
    this.lots.push(lot);
    return lot;
  }
}

/** Of the points that were spent on it: all when it is cancelled, a quarter for each refund. */
export function shouldComeBack(order: ModelOrder): number {
  if (!order.reward) return 0;
  const { points } = order.reward;
  return order.cancelledAt !== null ? points : Math.floor((points * Math.min(4, order.refunds.length)) / 4);
}

function add(map: Map<ModelLot, number>, lot: ModelLot, points: number): void {
  if (points !== 0) map.set(lot, (map.get(lot) ?? 0) + points);
}

function bySpending(a: ModelLot, b: ModelLot): number {
  if (a.ends !== b.ends) return (a.ends ?? Number.POSITIVE_INFINITY) - (b.ends ?? Number.POSITIVE_INFINITY);
  return byAge(a, b);
}

function byAge(a: ModelLot, b: ModelLot): number {
  return a.born - b.born || a.number - b.number;
}
