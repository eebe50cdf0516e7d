/** The rules of the house that a machine can check. Each offence names the place; the rule says why it is one. */
import { importOffence, isTest, place } from './import-rules.ts';
import type { SourceFile } from './source-files.ts';

export interface HouseRule {
  rule: string;
  reason: string;
  offences(files: SourceFile[]): string[];
}

export const houseRules: HouseRule[] = [
  {
    rule: 'Who may import whom',
    reason: 'data flows one way, and a slice can be read alone',
    offences(files) {
      const pure = purity(files);
      return files.flatMap((file) =>
        file.imports.flatMap((to) => {
          const why = importOffence(file, to, pure);
          return why ? [`${file.path} imports ${to.target}: ${why}`] : [];
        }),
      );
    },
  },
  {
    rule: 'A decision is pure',
    reason:
      'what decides about points must give the same answer every time, and be tested without a database or a clock',
    offences(files) {
      const pure = purity(files);
      const known = new Set(files.map(({ path }) => path));
      return DECISIONS.flatMap((path) => {
        if (!known.has(path)) return [`${path} is listed as a decision, but does not exist`];
        return pure(path) ? [] : [`${path} reaches the database, the network or the system`];
      });
    },
  },
  {
    rule: 'Business time comes from the injected clock',
    reason: 'otherwise a store cannot be moved by fourteen days in a test, and two processes disagree about now',
    offences: (files) =>
      search(files.filter(inSlice), /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bset(Timeout|Interval)\(/g),
  },
  {
    rule: 'Only web/config.ts reads the environment',
    reason: 'one place knows every setting, checks it and reports every problem at once',
    offences: (files) =>
      search(
        files.filter(shipped).filter(({ path }) => path !== 'web/config.ts'),
        /\bprocess\.env\b/g,
      ),
  },
  {
    rule: 'Only web/platform/shopify knows a Shopify address',
    reason: 'one seam leads to Shopify, so that it can be pointed at the simulator and nothing slips past it',
    offences: (files) =>
      search(
        files
          .filter(shipped)
          .filter(({ path }) => !path.startsWith('web/platform/shopify/') && path !== 'web/platform/kit/ids.ts'),
        /https:\/\/[^'"`\s]*shopify|\/admin\/(api|oauth)\b/g,
      ),
  },
  {
    rule: 'Only db/dialect compares dialects',
    reason: 'every difference between SQLite and PostgreSQL can be found, and tested, in one folder',
    offences: (files) =>
      search(
        files.filter(shipped).filter(({ path }) => !path.startsWith('db/dialect/') && !NAMES_A_DATABASE.includes(path)),
        /\b(sqlite|postgres(ql)?)\b/gi,
      ),
  },
  {
    rule: 'One writer per table',
    reason: 'a table whose comment says “Written by `…` alone” keeps its invariants because one file upholds them',
    offences(files) {
      const writers = onlyWriters(files);
      return writesOf(files).flatMap(({ file, table, where }) => {
        const writer = writers.get(table);
        return writer && file.path !== writer ? [`${where} writes ${table}, which only ${writer} may`] : [];
      });
    },
  },
  {
    rule: 'One slice per table',
    reason: 'whoever asks why a row is as it is looks into one folder',
    offences(files) {
      const byTable = Map.groupBy(writesOf(files), ({ table }) => table);
      return [...byTable].flatMap(([table, writes]) => {
        const slices = new Set(writes.map(({ file }) => place(file.path).slice));
        slices.delete(ALSO_WRITES[table] ?? '');
        return slices.size > 1
          ? writes.map(({ where }) => `${where} is one of several slices that write ${table}`)
          : [];
      });
    },
  },
];

/** Files that decide: they may import the kit and one another, and nothing that reaches out. */
const DECISIONS = [
  'web/loyalty/actions/birthday-rules.ts',
  'web/loyalty/actions/offered.ts',
  'web/loyalty/bonuses/count-goals.ts',
  'web/loyalty/points/account-book.ts',
  'web/loyalty/points/adjust-balance.ts',
  'web/loyalty/points/booking-terms.ts',
  'web/loyalty/points/bring-order-to-target.ts',
  'web/loyalty/points/bring-to-now.ts',
  'web/loyalty/points/decide-order.ts',
  'web/loyalty/points/drop-duplicates.ts',
  'web/loyalty/points/earn-rules.ts',
  'web/loyalty/points/expire-lot.ts',
  'web/loyalty/points/fraction.ts',
  'web/loyalty/points/give-back.ts',
  'web/loyalty/points/grant.ts',
  'web/loyalty/points/line-factors.ts',
  'web/loyalty/points/mature-lot.ts',
  'web/loyalty/points/merge-accounts.ts',
  'web/loyalty/points/order-limit.ts',
  'web/loyalty/points/order-source.ts',
  'web/loyalty/points/once-of.ts',
  'web/loyalty/points/order-target.ts',
  'web/loyalty/points/redeem.ts',
  'web/loyalty/points/report-column.ts',
  'web/loyalty/points/return-window.ts',
  'web/loyalty/points/take-back.ts',
  'web/loyalty/points/take-points.ts',
  'web/loyalty/rewards/decide-redemption.ts',
  'web/loyalty/rewards/worth.ts',
  'web/loyalty/referrals/fraud-signals.ts',
  'web/loyalty/referrals/judge-referral.ts',
  'web/loyalty/tiers/decide-tier.ts',
  'web/loyalty/tiers/entry-rewards.ts',
  'web/loyalty/tiers/standing.ts',
  'web/loyalty/tiers/tier-terms.ts',
  'web/retention/tracking/lookup-throttle.ts',
  'web/retention/surveys/decide-answer.ts',
  'web/retention/surveys/satisfaction.ts',
  'web/offers/attribution/decide-attribution.ts',
  'web/offers/attribution/figures.ts',
  'web/offers/attribution/is-person.ts',
  'web/retention/suggestions/count-together.ts',
  'web/retention/suggestions/rank.ts',
  'web/retention/shipments/attention.ts',
  'web/retention/shipments/check-digits.ts',
  'web/retention/shipments/decide-apology.ts',
  'web/retention/shipments/derive-records.ts',
  'web/retention/shipments/estimate.ts',
  'web/retention/shipments/guess-carrier.ts',
  'web/retention/shipments/journey.ts',
  'web/retention/shipments/news.ts',
  'web/retention/shipments/order-view.ts',
  'web/retention/shipments/stage-of.ts',
  'web/retention/shipments/working-days.ts',
  'web/retention/tracking/decide-offer.ts',
];

/** Who else may write a table than the slice whose it is. A store that is erased goes with its installation. */
const ALSO_WRITES: Record<string, string> = { installations: 'web/platform/privacy', inbox: 'web/platform/privacy' };

/** `DATABASE_URL` is read here, and here the dialect is chosen by it. */
const NAMES_A_DATABASE = ['web/config.ts', 'db/open.ts'];

/** May a file be run in a browser, and twice with the same result? Follows its imports, types left aside. */
function purity(files: SourceFile[]): (path: string) => boolean {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const known = new Map<string, boolean>();
  const pure = (path: string): boolean => {
    // The kit's clock is there to be injected.
    if (path.startsWith('web/platform/kit/')) return true;
    const answer = known.get(path);
    if (answer !== undefined) return answer;
    known.set(path, true);
    const file = byPath.get(path);
    const result =
      file !== undefined &&
      !REACHES_OUT.test(file.code) &&
      file.imports.every((to) =>
        to.ours
          ? allowedInPure(to.target) && (to.typeOnly || pure(to.target))
          : to.typeOnly || PURE_PACKAGES.has(to.target),
      );
    known.set(path, result);
    return result;
  };
  return pure;
}
const REACHES_OUT =
  /\bfetch\(|\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bset(Timeout|Interval|Immediate)\(|\bcrypto\./;
const PURE_PACKAGES = new Set(['zod']);
/** Even the type of a database handle does not belong into a decision. */
function allowedInPure(target: string): boolean {
  return !target.startsWith('db/') && !/\/(store|ledger|manifest)\.ts$|\/store\//.test(target);
}

/** Every place where shipped code writes a table by its name. */
function writesOf(files: SourceFile[]): { file: SourceFile; table: string; where: string }[] {
  const writing = /(?:\.(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)|\binsertMany)\(\s*['"`](\w+)/g;
  return files
    .filter(shipped)
    .filter(({ path }) => !path.startsWith('db/'))
    .flatMap((file) =>
      [...file.code.matchAll(writing)].map((match) => ({ file, table: match[1] ?? '', where: at(file, match.index) })),
    );
}

/** Table → the file below `web` that its comment in `db/schema` names. */
function onlyWriters(files: SourceFile[]): Map<string, string> {
  const writers = new Map<string, string>();
  for (const { path, source } of files) {
    const writer = /Written by `([^`]+)` alone/.exec(source.replace(/\s*\n\s*\*\s*/g, ' '))?.[1];
    if (writer && path.startsWith('db/schema/')) writers.set(tableName(path), `web/${writer}`);
  }
  return writers;
}
/** `db/schema/points-lots.ts` → `points_lots`. */
function tableName(path: string): string {
  return path.slice('db/schema/'.length, -'.ts'.length).replaceAll('-', '_');
}

function shipped({ path }: SourceFile): boolean {
  return /^(web|db)\//.test(path) && !isTest(path);
}
function inSlice(file: SourceFile): boolean {
  return shipped(file) && ['mirror', 'offers', 'loyalty', 'retention', 'insights'].includes(place(file.path).area);
}

function search(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    [...file.code.matchAll(pattern)].map((match) => `${at(file, match.index)}: ${match[0]}`),
  );
}
function at(file: SourceFile, index: number): string {
  return `${file.path}:${file.code.slice(0, index).split('\n').length}`;
}
