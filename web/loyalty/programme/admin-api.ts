/** `GET` and `PUT /api/programme`: all settings of the programme as one document. */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import type { ProgrammeDocument } from './api-types.ts';
import { currencyIssues } from './currency-issues.ts';
import { type ProgrammeVersion, programmeSettings } from './settings.ts';
import { changeProgramme, currentProgramme } from './versions.ts';

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/programme',
    handle: async (services, { shopId }) => ({
      body: await programmeDocument(services, shopId, await currentProgramme(services, shopId)),
    }),
  },
  { method: 'PUT', path: '/programme', handle: putProgramme },
];

/**
 * The document as `GET` gave it: what cannot be set is ignored, what nobody knows is refused. With the `version` that was
 * changed, nothing that somebody else saved meanwhile is overwritten; without it the last one wins.
 */
const programmeChange = programmeSettings
  .safeExtend({
    version: z.number().int().optional(),
    currency: z.unknown().optional(),
    timeZone: z.unknown().optional(),
    taxesIncluded: z.unknown().optional(),
  })
  .strict();

async function putProgramme(services: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = programmeChange.safeParse(body);
  if (!parsed.success) {
    return refused(parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })));
  }
  const { version, currency: _currency, timeZone: _timeZone, taxesIncluded: _tax, ...settings } = parsed.data;
  const issues = currencyIssues(settings, await knownShop(services, shopId));
  if (issues.length > 0) return refused(issues);
  const changed = await changeProgramme(services, shopId, settings, staffId, version);
  return { body: await programmeDocument(services, shopId, changed) };
}

function refused(issues: { path: string; message: string }[]): AdminResponse {
  const [first] = issues;
  return {
    status: 422,
    body: { error: 'Some settings need another look.', ...(first?.path && { field: first.path }), issues },
  };
}

async function programmeDocument(
  services: Services,
  shopId: ShopId,
  programme: ProgrammeVersion,
): Promise<ProgrammeDocument> {
  const { currency, timeZone, taxesIncluded } = await knownShop(services, shopId);
  return { ...programme.settings, version: programme.version, currency, timeZone, taxesIncluded };
}
