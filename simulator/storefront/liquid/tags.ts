/** Shopify's own Liquid tags. */
import {
  type Context,
  type Emitter,
  Hash,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  Value,
} from 'liquidjs';
import { escapeHtml } from '../../html.ts';

/** Where rendering leaves notes for the page around it. */
export const layoutRegister = 'layout';

export function registerTags(engine: Liquid): void {
  for (const name of ['schema', 'doc', 'stylesheet', 'javascript']) engine.registerTag(name, skipped(name));
  engine.registerTag('style', StyleTag);
  engine.registerTag('form', FormTag);
  engine.registerTag('paginate', PaginateTag);
  engine.registerTag('layout', LayoutTag);
  engine.registerTag('section', PlacedTag);
  engine.registerTag('sections', PlacedTag);
  engine.registerTag('content_for', PlacedTag);
}

/** Everything up to `end…` is for Shopify's tools, not for the page. */
function skipped(name: string) {
  return class extends Tag {
    constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
      super(token, remaining, liquid);
      while (remaining.length > 0) {
        const next = remaining.shift();
        if (next && 'name' in next && next.name === `end${name}`) return;
      }
      throw new Error(`tag {% ${name} %} not closed`);
    }
    *render(): Generator<unknown, void, unknown> {}
  };
}

/** The templates up to `{% end… %}`. */
function bodyOf(name: string, liquid: Liquid, token: TagToken, remaining: TopLevelToken[]): Template[] {
  const body: Template[] = [];
  const stream = liquid.parser
    .parseStream(remaining)
    .on(`tag:end${name}`, () => stream.stop())
    .on('template', (template: Template) => body.push(template))
    .on('end', () => {
      throw new Error(`tag ${token.getText()} not closed`);
    });
  stream.start();
  return body;
}

class StyleTag extends Tag {
  body: Template[];
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.body = bodyOf('style', liquid, token, remaining);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write('<style data-shopify>');
    yield this.liquid.renderer.renderTemplates(this.body, context, emitter);
    emitter.write('</style>');
  }
}

const formActions: Record<string, string> = {
  product: '/cart/add',
  cart: '/cart',
  customer_login: '/account/login',
  create_customer: '/account',
  contact: '/contact',
  localization: '/localization',
};

/** `{% form 'product', product, class: 'x' %}` */
class FormTag extends Tag {
  type: Value;
  hash: Hash;
  body: Template[];
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    const args = token.args.trim();
    this.type = new Value(/^[^,]+/.exec(args)?.[0] ?? "''", liquid);
    this.hash = new Hash(args.slice(args.indexOf(',') < 0 ? args.length : args.indexOf(',')));
    this.body = bodyOf('form', liquid, token, remaining);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const type = String(yield this.type.value(context));
    const action = formActions[type];
    if (action === undefined) throw new Error(`form '${type}' is not one that the simulator's theme can send`);
    const attributes = (yield this.hash.render(context)) as Record<string, unknown>;
    const root = String((yield context._get(['routes', 'root_url'])) ?? '/').replace(/\/$/, '');
    const given = Object.entries(attributes)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`);
    emitter.write(
      `<form method="post" action="${root}${action}" accept-charset="UTF-8"${given.join('')}>` +
        `<input type="hidden" name="form_type" value="${escapeHtml(type)}"><input type="hidden" name="utf8" value="✓">`,
    );
    context.push({ form: { id: type, errors: yield context._get(['form_errors']), 'posted_successfully?': false } });
    yield this.liquid.renderer.renderTemplates(this.body, context, emitter);
    context.pop();
    emitter.write('</form>');
  }
}

/** `{% paginate collection.products by 12 %}`: inside it the list holds one page of itself. */
class PaginateTag extends Tag {
  path: string[];
  size: Value;
  body: Template[];
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    const [, path, size] = /^\s*([\w.]+)\s+by\s+([\w.]+)/.exec(token.args) ?? [];
    if (path === undefined || size === undefined) throw new Error(`tag ${token.getText()} needs a list and "by"`);
    this.path = path.split('.');
    this.size = new Value(size, liquid);
    this.body = bodyOf('paginate', liquid, token, remaining);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const list = yield context._get(this.path);
    const all: unknown[] = Array.isArray(list) ? list : [];
    const size = Math.min(250, Math.max(1, Number(yield this.size.value(context)) || 1));
    const pages = Math.max(1, Math.ceil(all.length / size));
    const wanted = Number((yield context._get(['current_page'])) ?? 1) || 1;
    const page = Math.min(pages, Math.max(1, Math.floor(wanted)));
    const part = (number: number, title = String(number)) => ({
      title,
      url: `?page=${number}`,
      is_link: number !== page,
    });
    const paginate = {
      current_page: page,
      current_offset: (page - 1) * size,
      items: all.length,
      page_size: size,
      pages,
      parts: Array.from({ length: pages }, (_, index) => part(index + 1)),
      previous: page > 1 ? part(page - 1, '«') : null,
      next: page < pages ? part(page + 1, '»') : null,
    };
    context.push({ paginate, ...replaced(context, this.path, all.slice((page - 1) * size, page * size)) });
    yield this.liquid.renderer.renderTemplates(this.body, context, emitter);
    context.pop();
  }
}
function replaced(context: Context, [name = '', ...path]: string[], value: unknown): Record<string, unknown> {
  if (path.length === 0) return { [name]: value };
  const [property = ''] = path;
  const owner: unknown = context.getSync([name]);
  return { [name]: { ...(owner !== null && typeof owner === 'object' ? owner : {}), [property]: value } };
}

/** `{% layout none %}` or `{% layout 'name' %}`: which layout the page wants. */
class LayoutTag extends Tag {
  wanted: string;
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.wanted = token.args.trim().replace(/^['"]|['"]$/g, '');
  }
  *render(context: Context): Generator<unknown, void, unknown> {
    context.setRegister(layoutRegister, { name: this.wanted });
  }
}

/**
 * `{% section 'x' %}`, `{% sections 'x-group' %}`, `{% content_for 'blocks' %}`: what stands at that place was rendered
 * before and waits in `placed`.
 */
class PlacedTag extends Tag {
  place: Value;
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid) {
    super(token, remaining, liquid);
    this.place = new Value(token.args, liquid);
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const place = String(yield this.place.value(context));
    emitter.write(String((yield context._get(['placed', place])) ?? ''));
  }
}
