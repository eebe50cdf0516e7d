/** The programme of a store: begun at installation, changed by the merchant, every state kept as a version. */
import { knownShop } from '../../mirror/shops/index.ts';
import { wholeSecond } from '../../platform/kit/clock.ts';
import { conflict } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { WRITE_PROGRAMME } from './job-kinds.ts';
import { defaultSettings, type ProgrammeSettings, type ProgrammeVersion } from './settings.ts';
import { insertVersion, loadLatest, loadVersions } from './store.ts';

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

export async function currentProgramme(services: Services, shopId: ShopId): Promise<ProgrammeVersion> {
  const latest = await loadLatest(services.db.read, shopId);
  if (latest) return latest;
  const [begun] = await programmeVersions(services, shopId);
  return begun;
}

/** Stores the settings as a new version that holds from now on; the same settings again make none. `edited`: the version that they are a change of. */
export async function changeProgramme(
  services: Services,
  shopId: ShopId,
  settings: ProgrammeSettings,
  staffId: string,
  edited?: number,
): Promise<ProgrammeVersion> {
  const present = await currentProgramme(services, shopId);
  if (JSON.stringify(present.settings) === JSON.stringify(settings)) return present;
  if (edited !== undefined && edited !== present.version) throw changedMeanwhile();
  const next = { version: present.version + 1, validFrom: wholeSecond(services.clock.now()), settings };
  await services.db.transaction(async (tx) => {
    if (!(await insertVersion(tx, shopId, { ...next, staffId }))) {
      throw changedMeanwhile();
    }
    await services.addJob(tx, { kind: WRITE_PROGRAMME, shopId, key: 'shop' });
    await services.emit(tx, { name: 'programme.changed', shopId, key: 'shop' });
  });
  return next;
}

const changedMeanwhile = () =>
  conflict('Somebody else has changed the programme meanwhile. Reload the page and make your change again.');
