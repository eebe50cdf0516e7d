import { z } from 'zod';
import { readExtensions } from '../../storefront/extension/read-extensions.ts';
import { findBlock } from '../../storefront/extension/render-blocks.ts';
import { placesOf } from '../../storefront/theme-places.ts';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import { domain, shopMeant } from '../fields.ts';
import { type ControlRoute, post } from '../route.ts';

/** What the theme editor does: `place` a block in a template (or change its settings where it stands), `remove` it. */
export function themeBlockRoutes({ simulator }: Control): ControlRoute[] {
  return [
    post(
      'theme-blocks',
      z.strictObject({
        shop: domain.optional(),
        block: z.string(),
        template: z.string(),
        action: z.enum(['place', 'remove']).default('place'),
        settings: z.record(z.string(), z.unknown()).optional(),
      }),
      ({ shop: name, block, template, action, settings }) => {
        const shop = shopMeant(simulator.world, name);
        const found = findBlock(readExtensions(simulator.app.extensionsDir), block);
        if (!found) throw new Unknown(`the app's extensions have no block ${block}`);
        if (!placesOf(found[1].schema).includes(template)) throw new NotAllowed(`${block} cannot stand in ${template}`);
        const here = shop.themeBlocks.find((each) => each.handle === block && each.template === template);
        if (action === 'remove') shop.themeBlocks = shop.themeBlocks.filter((each) => each !== here);
        else if (here) here.settings = { ...here.settings, ...settings };
        else shop.themeBlocks.push({ handle: block, template, settings: settings ?? {} });
      },
    ),
  ];
}
