/** The programme of a store as orders see it: its versions, and the acts by which the merchant has awarded what was too old for it. */
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { type ProgrammeVersion, programmeVersions } from '../programme/index.ts';
import type { Award, Programme } from './decide-order.ts';
import { type AwardRow, loadAwards } from './store/awards.ts';

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
