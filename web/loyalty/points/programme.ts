/** The programme of a store: begun at installation, changed by the merchant, every state kept as a version. */
import { knownShop, type Shop } from '../../mirror/shops/index.ts';
import { conflict } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { Services } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import type { Award, Programme } from './decide-order.ts';
import type { ProgrammeVersion } from './rule-in-force.ts';
import { defaultSettings, type ProgrammeSettings } from './settings.ts';
import { type AwardRow, loadAwards } from './store/awards.ts';
import { insertVersion, loadVersions } from './store/programme.ts';
import { WRITE_PROGRAMME } from './job-kinds.ts';

/** Oldest first, at least one. A store without any begins with the default, from the moment of its installation. */
export async function programmeVersions(
  services: Services,
  shopId: ShopId,
): Promise<[ProgrammeVersion, ...ProgrammeVersion[]]> {
  const [first, ...more] = await loadVersions(services.db.read, shopId);
  if (first) return [first, ...more];
  const shop = await knownShop(services, shopId);
  const installation = await installationOfShop(services.db.read, shopId);
  const since = wholeSecond(installation?.activatedAt ?? services.clock.now());
  const begun = {
    version: 1,
    validFrom: since,
    settings: defaultSettings(shop.currency, new Date(since).toISOString()),
  };
  await services.db.transaction(async (tx) => {
    await insertVersion(tx, shopId, { ...begun, staffId: null });
    await services.addJob(tx, { kind: WRITE_PROGRAMME, shopId, key: 'shop' });
  });
  // Another process may have begun it at the same moment, in the same way.
  const [stored, ...later] = await loadVersions(services.db.read, shopId);
  return [stored ?? begun, ...later];
}

/** With the acts by which the merchant has awarded what was too old for it. */
export async function wholeProgramme(services: Services, shopId: ShopId): Promise<Programme> {
  const versions = await programmeVersions(services, shopId);
  return { versions, awards: awardsOf(await loadAwards(services.db.read, shopId), versions) };
}

/** The programme as if this act had begun, and the act. */
export async function withAct(
  services: Services,
  shopId: ShopId,
  { since, version, award: number }: { since: number; version: number; award?: number },
): Promise<{ programme: Programme; act: Award }> {
  const programme = await wholeProgramme(services, shopId);
  const { versions } = programme;
  const rule = versions.find((one) => one.version === version) ?? versions[0];
  const others = programme.awards.filter(({ award }) => award !== number);
  const act = { award: number ?? Math.max(0, ...others.map(({ award }) => award)) + 1, since, rule };
  return { programme: { versions, awards: [...others, act] }, act };
}

/** Those that have begun: what is still being counted awards nothing. */
function awardsOf(rows: readonly AwardRow[], versions: readonly ProgrammeVersion[]): Award[] {
  return rows.flatMap(({ award, since, version, state }) => {
    const rule = versions.find((one) => one.version === version);
    return rule && (state === 'awarding' || state === 'done') ? [{ award, since, rule }] : [];
  });
}

export async function currentProgramme(services: Services, shopId: ShopId): Promise<ProgrammeVersion> {
  const versions = await programmeVersions(services, shopId);
  return versions.at(-1) ?? versions[0];
}

/** Stores the settings as a new version that holds from now on; the same settings again make none. */
export async function changeProgramme(
  services: Services,
  shopId: ShopId,
  settings: ProgrammeSettings,
  staffId: string,
): Promise<ProgrammeVersion> {
  const present = await currentProgramme(services, shopId);
  if (JSON.stringify(present.settings) === JSON.stringify(settings)) return present;
  const next = { version: present.version + 1, validFrom: wholeSecond(services.clock.now()), settings };
  await services.db.transaction(async (tx) => {
    if (!(await insertVersion(tx, shopId, { ...next, staffId }))) {
      throw conflict('Somebody else has changed the programme at the same moment. Reload the page and try again.');
    }
    await services.addJob(tx, { kind: WRITE_PROGRAMME, shopId, key: 'shop' });
  });
  return next;
}

/** What cannot be expressed in the store's currency; empty when all is well. */
export function currencyIssues(
  settings: ProgrammeSettings,
  shop: Pick<Shop, 'currency'>,
): { path: string; message: string }[] {
  const amounts = [
    ['earn.per', settings.earn.per],
    ['worth.amount', settings.worth.amount],
  ] as const;
  return amounts.flatMap(([path, amount]) => {
    try {
      minorFromDecimal(amount, shop.currency);
      return [];
    } catch {
      return [{ path, message: `${amount} has more decimals than ${shop.currency} allows` }];
    }
  });
}

/** Shopify's times have whole seconds: an order of the second in which the programme began is not before it. */
function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
