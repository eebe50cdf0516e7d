import { Context, Liquid } from 'liquidjs';
import { type FilterContext, registerFilters } from './filters.ts';
import { layoutRegister, registerTags } from './tags.ts';

export interface EngineOptions extends FilterContext {
  /** Folder of snippets on disk, or their sources by name. */
  snippets: string | Map<string, string>;
}

/** A Liquid as Shopify has it: unknown filters are errors, unknown variables are empty. */
export function createEngine(options: EngineOptions): Liquid {
  const { snippets } = options;
  const engine = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    extname: '.liquid',
    timezoneOffset: options.timeZone,
    locale: options.translations.locale,
    ...(typeof snippets === 'string'
      ? { root: snippets, partials: snippets }
      : { templates: Object.fromEntries([...snippets].map(([name, source]) => [`${name}.liquid`, source])) }),
  });
  registerFilters(engine, options);
  registerTags(engine);
  return engine;
}

export interface Rendered {
  text: string;
  /** What `{% layout %}` asked for: a name, `none`, or null when nothing was said. */
  layout: string | null;
}

/** Everything given is global, so that snippets see it too, as Shopify's objects are. */
export function renderLiquid(engine: Liquid, source: string, globals: object): Rendered {
  const context = new Context({}, engine.options, { globals, sync: true });
  const text: unknown = engine.renderSync(engine.parse(source), context);
  const { name } = context.getRegister<{ name?: string }>(layoutRegister, {});
  return { text: String(text), layout: name ?? null };
}
