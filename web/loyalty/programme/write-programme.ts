/** What the theme's blocks read of the programme, as a metafield of the app itself: written at installation and at each change. */
import { z } from 'zod';
import type { JobHandler } from '../../platform/manifest.ts';
import { AdminApiError, defineOperation } from '../../platform/shopify/admin-api.ts';
import { setMetafields } from '../../platform/shopify/set-metafields.ts';
import type { ProgrammeSettings } from './settings.ts';
import { currentProgramme } from './versions.ts';

const installationQuery = defineOperation()(
  'query AppInstallationId { currentAppInstallation { id } }',
  z.object({ currentAppInstallation: z.object({ id: z.string() }) }),
);

export const writeProgramme: JobHandler = async (services, { shopId }) => {
  const { settings } = await currentProgramme(services, shopId);
  const { currentAppInstallation } = await services.shopify.graphql(shopId, installationQuery, {});
  const { metafieldsSet } = await services.shopify.graphql(shopId, setMetafields, {
    metafields: [
      {
        ownerId: currentAppInstallation.id,
        namespace: 'regulars',
        key: 'programme',
        type: 'json',
        value: JSON.stringify(programmeForTheme(settings)),
      },
    ],
  });
  const [refused] = metafieldsSet.userErrors;
  if (refused) throw new AdminApiError('refused', setMetafields.name, refused.message);
};

/** Money in hundredths of the currency, as Liquid prices are, also where the currency has other decimals. */
export function programmeForTheme(settings: ProgrammeSettings) {
  return {
    status: settings.status,
    name: settings.name,
    points: settings.earn.points,
    perCents: hundredths(settings.earn.per),
    basis: settings.earn.basis,
    excluded: settings.exclude.products.map(({ id }) => id),
    worth: { points: settings.worth.points, cents: hundredths(settings.worth.amount) },
    windowDays: settings.window.days,
  };
}

/** "12.345" → 1234.5, without the detour over 12.345 × 100 = 1234.4999…. */
function hundredths(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return Number(`${whole}${fraction.padEnd(2, '0').slice(0, 2)}.${fraction.slice(2) || '0'}`);
}
