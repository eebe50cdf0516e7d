/** What the theme's blocks read of the programme, as a metafield of the app itself: written at installation and at each change. */
import { z } from 'zod';
import type { JobHandler } from '../../platform/manifest.ts';
import { AdminApiError, defineOperation } from '../../platform/shopify/admin-api.ts';
import { setMetafields } from '../../platform/shopify/set-metafields.ts';
import { programmeForTheme } from './theme-programme.ts';
import { currentProgramme } from './versions.ts';

export const installationQuery = defineOperation()(
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
