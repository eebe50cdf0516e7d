/** From a happening to the webhooks that it causes: one for each subscription that wants it. */
import { createHash, randomUUID } from 'node:crypto';
import type { AppSide } from '../context.ts';
import type { Delivery, Happening, Ms, World } from '../world/types.ts';
import { trimPayload } from './include-fields.ts';
import { payloadText } from './render/json.ts';
import { renderPayload } from './render/index.ts';
import { missingScope } from './topics.ts';

export type MakeDeliveries = (happening: Happening) => Delivery[];

export function createMakeDeliveries(world: World, app: AppSide, url: () => string | undefined): MakeDeliveries {
  /** Digest of the last trimmed body per shop, subscription and thing: identical ones are not sent again. */
  const lastBody = new Map<string, string>();
  let action = { eventId: '', count: 0 };

  return (happening) => {
    const { shop, topic, resource } = happening;
    const eventId = happening.eventId ?? randomUUID();
    // Each webhook of one action is triggered a millisecond after the one before.
    action = action.eventId === eventId ? { eventId, count: action.count + 1 } : { eventId, count: 0 };
    const wanted = app.configuration.subscriptions.filter((subscription) => subscription.topic === topic);
    if (wanted.length === 0) return [];
    const always = topic === 'app/uninstalled' || wanted.some(({ compliance }) => compliance);
    if (!always && (!shop.install || missingScope(topic, shop.install.scopes))) return [];

    const payload = renderPayload(topic, { shop, world, granted: app.protectedFields, ...picturesAt(url()) }, resource);
    const triggeredAt = (happening.at ?? Math.max(world.now(), changedAt(resource))) + action.count;
    return wanted.flatMap((subscription, index) => {
      if (subscription.filter && !subscription.filter.matches(payload)) return [];
      const fields = subscription.includeFields;
      const body = payloadText(fields ? trimPayload(payload, fields) : payload);
      if (fields) {
        const key = `${shop.id} ${topic} ${index} ${identity(payload)}`;
        const digest = createHash('sha256').update(body).digest('base64');
        if (lastBody.get(key) === digest) return [];
        lastBody.set(key, digest);
      }
      const delivery: Delivery = {
        id: randomUUID(),
        eventId,
        topic,
        body,
        uri: subscription.uri,
        name: subscription.name,
        apiVersion: app.configuration.apiVersion,
        triggeredAt,
        nextTryAt: happening.at ?? world.now(),
        status: 'pending',
        tries: [],
        duplicateOf: null,
      };
      return [delivery];
    });
  };
}

const picturesAt = (url: string | undefined) => (url === undefined ? {} : { url });

function identity(payload: Record<string, unknown>): string {
  return String(payload.admin_graphql_api_id ?? payload.id ?? '');
}

/** When the thing itself last changed: `updated_at` may be a second ahead of a clock that stands still. */
function changedAt(resource: unknown): Ms {
  if (typeof resource !== 'object' || resource === null) return 0;
  if ('updatedAt' in resource && typeof resource.updatedAt === 'number') return resource.updatedAt;
  return 'order' in resource ? changedAt(resource.order) : 0;
}
