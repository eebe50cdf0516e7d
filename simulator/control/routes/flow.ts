/**
 * A step of a workflow of Shopify Flow, run as Flow would: at the address that its extension names, the body signed like a webhook's. Only 200
 * is done; what is not done is the caller's to run again, under the same id.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { payloadText } from '../../webhooks/render/json.ts';
import { webhookSignature } from '../../webhooks/sign.ts';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import { domain, shopMeant } from '../fields.ts';
import { ControlError, post, type ControlRoute } from '../route.ts';

const run = z.strictObject({
  shop: domain.optional(),
  /** The extension's handle. */
  action: z.string(),
  properties: z.record(z.string(), z.unknown()).default({}),
  /** The same again is Flow's repetition. */
  runId: z.string().optional(),
});

const description = z.object({
  type: z.literal('flow_action'),
  handle: z.string(),
  runtime_url: z.url(),
  settings: z
    .object({
      fields: z.array(z.object({ type: z.string(), key: z.string().optional(), required: z.boolean().default(false) })),
    })
    .prefault({ fields: [] }),
});

export function flowRoutes({ simulator }: Control): ControlRoute[] {
  const { world, app } = simulator;
  return [
    post('flow/run', run, async (call) => {
      const shop = shopMeant(world, call.shop);
      const url = app.url();
      if (url === null) throw new NotAllowed('the app has not said where it listens');
      const action = flowActions(app.extensionsDir).find(({ handle }) => handle === call.action);
      if (!action) throw new Unknown(`the app has no action ${call.action}`);
      for (const { type, key, required } of action.settings.fields) {
        // A field that refers to something has a name of Shopify's.
        const name = key ?? type.replace(/_reference$/, '_id');
        if (required && call.properties[name] === undefined) throw new NotAllowed(`${call.action} needs ${name}`);
      }
      const body = Buffer.from(
        payloadText({
          shop_id: BigInt(shop.id),
          shopify_domain: shop.domain,
          action_run_id: call.runId ?? randomUUID(),
          action_definition_id: `${call.action}-definition`,
          handle: call.action,
          properties: call.properties,
        }),
      );
      const headers = {
        'Content-Type': 'application/json',
        'X-Shopify-Hmac-Sha256': webhookSignature(body, app.apiSecret),
      };
      const target = new URL(new URL(action.runtime_url).pathname, url);
      try {
        const answer = await fetch(target, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
        return { status: answer.status, done: answer.status === 200, body: await answer.text() };
      } catch (error) {
        throw new ControlError(
          502,
          `the app did not answer: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  ];
}

/** Read anew each time, like the theme extensions. */
function flowActions(directory: string): z.output<typeof description>[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).flatMap((name) => {
    const file = join(directory, name, 'shopify.extension.toml');
    if (!existsSync(file)) return [];
    const { extensions } = parse(readFileSync(file, 'utf8'));
    return (Array.isArray(extensions) ? extensions : []).flatMap((one) => {
      const read = description.safeParse(one);
      return read.success ? [read.data] : [];
    });
  });
}
