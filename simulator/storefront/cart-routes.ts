/** The basket: forms and Shopify's Ajax API (`/cart.js`, `/cart/add.js`, …), and links that carry a discount code. */
import { type Request, type Response, Router, text, urlencoded } from 'express';
import type { Simulator } from '../context.ts';
import { findVariant } from '../world/price-lines.ts';
import type { Cart } from '../world/types.ts';
import { cartDrop, variantInCart, viewCart } from './cart-view.ts';
import { parseExact, stringifyExact } from './liquid/exact-json.ts';
import { renderPage, type Visit } from './page.ts';
import { ownCart, safePath, visited } from './visit.ts';

interface Fields {
  [name: string]: unknown;
}
type Change = (visit: Visit, cart: Cart, fields: Fields) => string | null;

export function createCartRoutes(simulator: Simulator): Router {
  const router = Router();
  const forms = [urlencoded({ extended: false, limit: '1mb' }), text({ type: 'application/json', limit: '1mb' })];

  router.get(
    '/cart',
    visited(simulator, (visit, _request, response) => {
      response.send(renderPage(visit, { template: 'cart' }));
    }),
  );
  router.get(
    ['/cart.js', '/cart.json'],
    visited(simulator, (visit, _request, response) => sendCart(visit, response)),
  );
  for (const [name, change] of Object.entries(changes)) {
    router.post(
      [`/cart/${name}`, `/cart/${name}.js`],
      ...forms,
      visited(simulator, (visit, request, response) => applyChange(visit, request, response, change)),
    );
  }
  /** The cart page's own form: quantities, note, and on to the checkout. */
  router.post(
    '/cart',
    ...forms,
    visited(simulator, (visit, request, response) => {
      const fields = fieldsOf(request);
      changes.update(visit, ownCart(visit, response), fields);
      response.redirect(303, `${visit.place.root}${'checkout' in fields ? '/checkout' : '/cart'}`);
    }),
  );
  router.get(
    '/discount/:code',
    visited(simulator, (visit, request, response) => {
      const code = String(request.params.code);
      const cart = ownCart(visit, response);
      addCodes(cart, code.split(','));
      response.redirect(302, safePath(visit.query.get('redirect'), visit.place.root || '/'));
    }),
  );
  return router;
}

/** Each answers null, or why not. */
const changes = {
  add(visit: Visit, cart: Cart, fields: Fields) {
    const items = Array.isArray(fields.items) ? fields.items.map(record) : [fields];
    for (const item of items) {
      const found = findVariant(visit.shop, { variantId: idOf(item.id) });
      if (!found || found[0].status !== 'ACTIVE') return 'Cannot find variant';
      const [product, variant] = found;
      const quantity = wholeNumber(item.quantity, 1);
      const properties = propertiesOf(item);
      const same = Object.keys(properties).length === 0 ? variantInCart(cart, variant.id) : undefined;
      if (variant.inventory !== null && (same?.quantity ?? 0) + quantity > variant.inventory) {
        return variant.inventory === 0
          ? `The product '${product.title}' is already sold out.`
          : `You can only add ${variant.inventory} of '${product.title}' to the cart.`;
      }
      if (same) same.quantity += quantity;
      else cart.lines.push({ variantId: variant.id, quantity, properties });
    }
    return null;
  },
  change(_visit: Visit, cart: Cart, fields: Fields) {
    const line = Number(fields.line);
    const id = idOf(fields.id);
    const index = Number.isInteger(line)
      ? line - 1
      : cart.lines.findIndex(({ variantId }, at) => variantId === id || `${variantId}:${at + 1}` === id);
    if (!cart.lines[index]) return 'no valid id or line parameter';
    setQuantity(cart, index, wholeNumber(fields.quantity, 0));
    return null;
  },
  update(_visit: Visit, cart: Cart, fields: Fields) {
    const updates = quantitiesOf(fields);
    updates.byLine.forEach((quantity, index) => {
      if (cart.lines[index]) cart.lines[index].quantity = quantity;
    });
    for (const [id, quantity] of updates.byVariant) {
      for (const line of cart.lines) if (line.variantId === id.split(':')[0]) line.quantity = quantity;
    }
    cart.lines = cart.lines.filter(({ quantity }) => quantity > 0);
    if (typeof fields.note === 'string') cart.note = fields.note.slice(0, 5000) || null;
    for (const [name, value] of Object.entries({ ...record(fields.attributes), ...bracketed(fields, 'attributes') })) {
      cart.attributes[name] = String(value);
    }
    if (typeof fields.discount === 'string') {
      cart.discountCodes = [];
      addCodes(cart, fields.discount.split(','));
    }
    return null;
  },
  clear(_visit: Visit, cart: Cart) {
    cart.lines = [];
    return null;
  },
} satisfies Record<string, Change>;

function applyChange(visit: Visit, request: Request, response: Response, change: Change): void {
  const cart = ownCart(visit, response);
  const fields = fieldsOf(request);
  const problem = change(visit, cart, fields);
  const wantsJson = request.path.endsWith('.js') || request.is('application/json');
  if (wantsJson) {
    if (problem) return void response.status(422).json({ status: 422, message: 'Cart Error', description: problem });
    return sendCart(
      { ...visit, cart: viewCart(visit.shop, cart, visit.customer, visit.simulator.world.now()) },
      response,
    );
  }
  if (problem) {
    response.status(422).send(renderPage(visit, { template: 'cart', objects: () => ({ cart_error: problem }) }));
    return;
  }
  response.redirect(303, safePath(fields.return_to, `${visit.place.root}/cart`));
}

function sendCart(visit: Visit, response: Response): void {
  const { items, ...rest } = cartDrop({ shop: visit.shop, root: visit.place.root, ownNamespace: null }, visit.cart);
  const plain = (Array.isArray(items) ? items : []).map(({ product: _product, variant: _variant, ...item }) => item);
  const body = { token: visit.cart.cart?.token ?? null, ...rest, items: plain, currency: visit.shop.currency };
  response.type('application/json').send(stringifyExact(body));
}

/** At most five codes stand in a basket; each once, whatever its case. */
export function addCodes(cart: Cart, codes: string[]): void {
  for (const code of codes.map((each) => each.trim()).filter(Boolean)) {
    if (cart.discountCodes.some((known) => known.toLowerCase() === code.toLowerCase())) continue;
    cart.discountCodes = [...cart.discountCodes, code.slice(0, 255)].slice(-5);
  }
}

function setQuantity(cart: Cart, index: number, quantity: number): void {
  const line = cart.lines[index];
  if (!line) return;
  line.quantity = quantity;
  if (quantity === 0) cart.lines.splice(index, 1);
}

function fieldsOf(request: Request): Fields {
  const body: unknown = request.body;
  if (typeof body !== 'string') return record(body);
  try {
    return record(parseExact(body));
  } catch {
    // What is not JSON has no fields; the change then says what is missing.
    return {};
  }
}
const record = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {};
const idOf = (value: unknown): string => String(value ?? '');

function wholeNumber(value: unknown, otherwise: number): number {
  const number = Number(value);
  return value !== '' && value !== undefined && Number.isInteger(number)
    ? Math.min(Math.max(number, 0), 9999)
    : otherwise;
}
/** `properties[Engraving]=Lan` of a form. */
function bracketed(fields: Fields, name: string): Fields {
  const found: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    const inner = key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : null;
    if (inner) found[inner] = value;
  }
  return found;
}
function propertiesOf(fields: Fields): Record<string, string> {
  const given = { ...record(fields.properties), ...bracketed(fields, 'properties') };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
}
/** `updates[]=1&updates[]=2` by line, or `updates[ID]=2`, or the same as JSON. */
function quantitiesOf(fields: Fields): { byLine: number[]; byVariant: [string, number][] } {
  const list = fields['updates[]'] ?? fields.updates;
  const byLine = (Array.isArray(list) ? list : typeof list === 'string' ? [list] : []).map((each) =>
    wholeNumber(each, 0),
  );
  const byVariant = Object.entries({ ...record(fields.updates), ...bracketed(fields, 'updates') });
  return { byLine, byVariant: byVariant.map(([id, quantity]) => [id, wholeNumber(quantity, 0)]) };
}
