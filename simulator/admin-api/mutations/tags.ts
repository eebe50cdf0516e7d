import { changeTags } from '../../world/customers.ts';
import { touch } from '../../world/touch.ts';
import { mayWrite } from '../access.ts';
import type { AdminContext, Fields } from '../context.ts';
import { parseGid } from '../gid.ts';
import { accessDenied } from '../refusals.ts';

const SCOPES: Record<string, string> = {
  Customer: 'write_customers',
  Order: 'write_orders',
  Product: 'write_products',
};
const LONGEST_TAG = 255;
const MOST_TAGS = 250;

export function tagMutations(context: AdminContext): Fields {
  return {
    tagsAdd: ({ id, tags }: { id: string; tags: string[] }) =>
      change(context, id, 'tagsAdd', (present) => {
        const added = split(tags).filter(
          (tag, index, all) => !has(present, tag) && all.findIndex((other) => same(other, tag)) === index,
        );
        return [...present, ...added];
      }),
    tagsRemove: ({ id, tags }: { id: string; tags: string[] }) =>
      change(context, id, 'tagsRemove', (present) => present.filter((tag) => !has(split(tags), tag))),
  };
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const has = (tags: readonly string[], tag: string) => tags.some((one) => same(one, tag));
/** A tag may come as one string with commas. */
const split = (tags: readonly string[]) =>
  tags
    .flatMap((tag) => tag.split(','))
    .map((tag) => tag.trim())
    .filter(Boolean);

function change(
  context: AdminContext,
  id: string,
  fieldName: string,
  next: (tags: readonly string[]) => string[],
): Fields {
  const parsed = parseGid(id);
  const scope = SCOPES[parsed?.type ?? ''];
  if (!parsed || !scope) return refused(`${id} is not a taggable resource.`);
  if (!mayWrite(context, scope)) throw accessDenied(fieldName, `\`${scope}\` access scope.`);
  const present = context.nodes.byGid(context, id) && currentTags(context, parsed.type, parsed.id);
  if (!present) return refused(`${parsed.type} does not exist`);
  const tags = next(present);
  if (tags.some((tag) => tag.length > LONGEST_TAG)) {
    return refused(`Tags cannot be longer than ${LONGEST_TAG} characters`, 'tags');
  }
  if (tags.length > MOST_TAGS) return refused(`A resource cannot have more than ${MOST_TAGS} tags`, 'tags');
  if (tags.length !== present.length) write(context, parsed.type, parsed.id, tags);
  return { node: () => context.nodes.byGid(context, id), userErrors: [] };
}

function currentTags({ shop }: AdminContext, type: string, id: string): readonly string[] | undefined {
  if (type === 'Customer') return shop.customers.get(id)?.tags;
  return type === 'Order' ? shop.orders.get(id)?.tags : shop.products.get(id)?.tags;
}

function write({ world, shop }: AdminContext, type: string, id: string, tags: string[]): void {
  const customer = type === 'Customer' ? shop.customers.get(id) : undefined;
  if (customer) return changeTags(world, shop, customer, tags);
  const resource = type === 'Order' ? shop.orders.get(id) : shop.products.get(id);
  if (!resource) return;
  resource.tags = tags;
  touch(resource, world.now());
  world.announce({ shop, topic: type === 'Order' ? 'orders/updated' : 'products/update', resource });
}

function refused(message: string, field = 'id'): Fields {
  return { node: null, userErrors: [{ field: [field], message }] };
}
