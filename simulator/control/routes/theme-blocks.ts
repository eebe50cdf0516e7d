import { z } from 'zod';
import { readExtensions } from '../../storefront/extension/read-extensions.ts';
import { findBlock } from '../../storefront/extension/render-blocks.ts';
import { placesOf } from '../../storefront/theme-places.ts';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import { domain, shopMeant } from '../fields.ts';
import { type ControlRoute, post } from '../route.ts';

const place = z.strictObject({ shop: domain.optional(), block: z.string(), template: z.string() });

/** What the merchant does in the theme editor, block by block. */
export function themeBlockRoutes({ simulator }: Control): ControlRoute[] {
  const { world, app } = simulator;
  return [
    // Where the block stands already, its settings change.
    post(
      'themeBlocks/place',
      place.extend({ settings: z.record(z.string(), z.unknown()).optional() }),
      ({ shop: name, block, template, settings }) => {
        const shop = shopMeant(world, name);
        const found = findBlock(readExtensions(app.extensionsDir), block);
        if (!found) throw new Unknown(`the app's extensions have no block ${block}`);
        if (!placesOf(found[1].schema).includes(template)) throw new NotAllowed(`${block} cannot stand in ${template}`);
        const here = shop.themeBlocks.find((each) => each.handle === block && each.template === template);
        if (here) here.settings = { ...here.settings, ...settings };
        else shop.themeBlocks.push({ handle: block, template, settings: settings ?? {} });
      },
    ),
    post('themeBlocks/remove', place, ({ shop: name, block, template }) => {
      const shop = shopMeant(world, name);
      const rest = shop.themeBlocks.filter((each) => each.handle !== block || each.template !== template);
      if (rest.length === shop.themeBlocks.length) throw new Unknown(`${block} does not stand in ${template}`);
      shop.themeBlocks = rest;
    }),
  ];
}
