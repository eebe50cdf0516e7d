/**
 * What stands in for Shopify's surroundings of a UI extension: plain elements for Shopify's own (`s-button` …), and `shopify` with what every
 * extension gets. On Shopify its code runs in a worker; here it has a document of its own.
 */

/** About what Shopify's elements look like: enough to read what stands where. */
const ELEMENTS = `
  body { font: 14px/1.5 sans-serif; max-width: 40rem; margin: 1rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
  s-section, s-admin-block, s-stack, s-stack > s-text, s-banner, s-heading, s-stack > s-link { display: block; }
  s-stack { display: flex; flex-direction: column; gap: .5rem; align-items: start; }
  s-stack[direction=inline] { flex-direction: row; align-items: center; }
  s-section, s-admin-block { border: 1px solid #ddd; border-radius: 8px; padding: 1rem; }
  s-section::before { content: attr(heading); font-size: 1.25rem; font-weight: 600; }
  s-heading, s-text[type=strong] { font-weight: 600; }
  s-text[color=subdued] { color: #616161; }
  s-banner { background: #eaf4ff; border-radius: 8px; padding: .75rem; }
  s-link { color: #005bd3; text-decoration: underline; cursor: pointer; }
  s-button { border: 1px solid #8a8a8a; border-radius: 8px; padding: .25rem .75rem; cursor: pointer; }
  s-divider { display: block; align-self: stretch; border-top: 1px solid #ddd; }
  s-product-thumbnail { width: 48px; height: 48px; background: #eee center / cover; border-radius: 4px; }
`;

/** Links lead the whole window, pictures are shown. */
const BEHAVIOUR = `
  customElements.define('s-link', class extends HTMLElement {
    connectedCallback() {
      this.tabIndex = 0;
      this.role = 'link';
      this.addEventListener('click', () => {
        const href = this.getAttribute('href');
        if (href && window.top !== window) window.top.location.href = href;
      });
    }
  });
  customElements.define('s-product-thumbnail', class extends HTMLElement {
    static observedAttributes = ['src'];
    attributeChangedCallback(name, before, src) { this.style.backgroundImage = 'url("' + encodeURI(src) + '")'; }
  });`;

/** Values that change while the page is open, as Shopify's do. */
const SIGNAL = `
  const signal = (value) => {
    const told = new Set();
    return { get value() { return value; }, set(next) { value = next; for (const tell of told) tell(next); },
      subscribe(tell) { told.add(tell); return () => told.delete(tell); } };
  };`;

const i18nOf = (locale: string, words: unknown) => `
  const words = ${asScript(words)};
  const find = (key) => key.split('.').reduce((tree, part) => tree?.[part], words);
  const i18n = {
    translate(key, values = {}) {
      const found = find(key);
      const plural = new Intl.PluralRules('${locale}').select(Number(values.count ?? 2));
      const text = typeof found === 'string' ? found : (found?.[plural] ?? found?.other);
      if (text === undefined) throw new Error('no text for ' + key);
      return text.replace(/{{(\\w+)}}/g, (all, name) => values[name]);
    },
    formatNumber: (number) => new Intl.NumberFormat('${locale}').format(number),
    formatCurrency: (number, options) => new Intl.NumberFormat('${locale}', { style: 'currency', ...options }).format(number),
  };`;

export interface StandIn {
  locale: string;
  /** Of the extension, in that language. */
  words: unknown;
  /** Text of the object that stands beside `i18n` in `shopify`; may use `signal(value)`. */
  api: string;
  /** Where its code is. */
  script: string;
  /** More script, which runs first. */
  before?: string;
}

/** A page with the extension on it. */
export function standInPage({ locale, words, api, script, before = '' }: StandIn): string {
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${ELEMENTS}</style><body></body>
    <script>${before} ${BEHAVIOUR} ${SIGNAL} ${i18nOf(locale, words)} window.shopify = { i18n, ...${api} };</script>
    <script type="module">import start from ${asScript(script)}; start();</script>`;
}

/** A value inside a script element. */
export function asScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
