/*
 * A stand-in for Shopify's App Bridge, served by the simulator as /app-bridge.js and run inside the app's frame. It speaks
 * with the simulated admin (assets/host.js) over postMessage; both sides check origin and source. What the admin draws
 * (navigation, title, save bar, toasts, picker) is only described from here; modals stay in the frame, as the app's own
 * content goes into them.
 */
(() => {
  const host = new URL(document.currentScript.src).origin;
  const query = new URLSearchParams(location.search);
  const embedded = window.parent !== window;
  let nextCall = 1;
  const waiting = new Map();

  const tell = (type, payload = {}) => embedded && window.parent.postMessage({ appBridge: type, payload }, host);
  const ask = (type, payload = {}) =>
    new Promise((resolve, reject) => {
      if (!embedded) return reject(new Error('This page is not inside the admin.'));
      const call = nextCall++;
      waiting.set(call, { resolve, reject });
      window.parent.postMessage({ appBridge: type, payload, call }, host);
    });

  window.addEventListener('message', ({ origin, source, data }) => {
    if (origin !== host || source !== window.parent || typeof data?.appBridge !== 'string') return;
    if (data.appBridge === 'answer') {
      const call = waiting.get(data.call);
      waiting.delete(data.call);
      if (data.error === undefined) call?.resolve(data.payload);
      else call?.reject(new Error(data.error));
      return;
    }
    heard[data.appBridge]?.(data.payload);
  });

  // ---- what the admin tells the frame
  const toastCallbacks = new Map();
  const heard = {
    navigate: ({ href, index }) => followLink(navLinks()[index] ?? null, href),
    press: ({ bar, index }) => {
      const element = bar === 'title' ? titleBar() : document.querySelector(`[data-bridge-bar="${bar}"]`);
      buttonsOf(element)[index]?.click();
    },
    saveBar: ({ action }) => showingForm && (action === 'save' ? showingForm.requestSubmit() : showingForm.reset()),
    /** The merchant has agreed to leave: what was not saved is given up. */
    left: () => {
      showingForm = null;
      for (const bar of document.querySelectorAll('ui-save-bar')) bar.hide();
    },
    toast: ({ id, event }) => {
      toastCallbacks.get(id)?.[event]?.();
      if (event === 'onDismiss') toastCallbacks.delete(id);
    },
  };

  /** A router may take the link over: by `shopify:navigate`, or by the link's own click; else the frame goes there. */
  function followLink(link, href) {
    const event = new CustomEvent('shopify:navigate', { bubbles: true, cancelable: true, detail: { href } });
    if (!(link ?? document).dispatchEvent(event)) return;
    if (link instanceof HTMLAnchorElement) link.click();
    else location.assign(href);
  }

  /** `shopify://admin/…` leads to a page of the admin around the frame. */
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="shopify://admin/"]') : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    tell('open', { path: link.getAttribute('href').slice('shopify://admin'.length) });
  });

  // ---- where the frame is
  const route = () => tell('route', { path: location.pathname + location.search + location.hash });
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function (...values) {
      original.apply(this, values);
      route();
    };
  }
  window.addEventListener('popstate', route);
  window.addEventListener('hashchange', route);

  // ---- session tokens, and fetch that carries them
  let token = null;
  const idToken = async () => {
    // Half of a token's minute is left at least, so that it does not run out on the way.
    if (!token || token.until < Date.now()) {
      const value = ask('idToken');
      token = { value, until: Date.now() + 30_000 };
      value.catch(() => (token = null));
    }
    return token.value;
  };
  const plainFetch = window.fetch;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!embedded || new URL(request.url).origin !== location.origin || request.headers.has('authorization')) {
      return plainFetch(input, init);
    }
    const send = async (spare) => {
      spare.headers.set('Authorization', `Bearer ${await idToken()}`);
      return plainFetch(spare);
    };
    const again = request.clone();
    const response = await send(request);
    if (response.status !== 401 || !response.headers.has('X-Shopify-Retry-Invalid-Session-Request')) return response;
    token = null;
    return send(again);
  };

  // ---- elements that the admin draws
  const titleBar = () => [...document.querySelectorAll('ui-title-bar')].find((bar) => !bar.closest('ui-modal'));
  const navLinks = () =>
    [...document.querySelectorAll('s-app-nav > *, ui-nav-menu > *')].filter((link) => link.getAttribute('href'));
  const buttonsOf = (element) => (element ? [...element.querySelectorAll('button, a')] : []);
  const describe = (element) =>
    buttonsOf(element).map((button) => ({
      label: button.textContent.trim(),
      variant: button.getAttribute('variant'),
      tone: button.getAttribute('tone'),
      disabled: button.hasAttribute('disabled') && button.getAttribute('disabled') !== 'false',
      loading: button.hasAttribute('loading') && button.getAttribute('loading') !== 'false',
    }));

  /** Calls `draw` at the start and after each change below the element. */
  function watched(draw) {
    return class extends HTMLElement {
      connectedCallback() {
        this.style.display = 'none';
        this.observer = new MutationObserver(() => draw(this));
        this.observer.observe(this, { attributes: true, childList: true, characterData: true, subtree: true });
        queueMicrotask(() => draw(this));
      }
      disconnectedCallback() {
        this.observer?.disconnect();
        draw(this);
      }
    };
  }
  const drawNav = () =>
    tell('nav', {
      links: navLinks().map((link) => ({
        href: link.getAttribute('href'),
        label: link.textContent.trim(),
        home: link.getAttribute('rel') === 'home',
      })),
    });
  const drawTitle = (element) => {
    if (element.closest('ui-modal')) return;
    const bar = titleBar();
    tell(
      'title',
      bar ? { title: bar.getAttribute('title') ?? '', buttons: describe(bar) } : { title: null, buttons: [] },
    );
  };
  customElements.define('s-app-nav', watched(drawNav));
  customElements.define('ui-nav-menu', watched(drawNav));
  customElements.define('ui-title-bar', watched(drawTitle));

  let bars = 0;
  const drawBar = (bar) =>
    tell('saveBar', {
      bar: bar.dataset.bridgeBar,
      showing: bar.showing && bar.isConnected,
      confirmDiscard: bar.hasAttribute('discardconfirmation') || bar.hasAttribute('discardConfirmation'),
      buttons: describe(bar),
    });
  customElements.define(
    'ui-save-bar',
    class extends watched((bar) => bar.dataset.bridgeBar && drawBar(bar)) {
      showing = false;
      connectedCallback() {
        this.dataset.bridgeBar ??= String(++bars);
        super.connectedCallback();
      }
      async show() {
        if (this.showing) return;
        this.showing = true;
        drawBar(this);
        this.dispatchEvent(new Event('show'));
      }
      async hide() {
        if (!this.showing) return;
        this.showing = false;
        drawBar(this);
        this.dispatchEvent(new Event('hide'));
      }
      toggle() {
        return this.showing ? this.hide() : this.show();
      }
    },
  );

  // ---- forms that carry `data-save-bar`: the bar appears with the first change
  let showingForm = null;
  const formBar = (form, showing) => {
    showingForm = showing ? form : null;
    tell('saveBar', {
      bar: 'form',
      showing,
      confirmDiscard: form.hasAttribute('data-discard-confirmation'),
      buttons: [],
    });
  };
  for (const name of ['input', 'change']) {
    document.addEventListener(name, ({ target }) => {
      const form = target instanceof Element ? target.closest('form[data-save-bar]') : null;
      if (form && showingForm !== form) formBar(form, true);
    });
  }
  for (const name of ['submit', 'reset']) {
    document.addEventListener(name, ({ target }) => target === showingForm && formBar(target, false));
  }

  // ---- modals
  let modals = 0;
  customElements.define(
    'ui-modal',
    class extends HTMLElement {
      content = document.createElement('div');
      connectedCallback() {
        this.style.display = 'none';
      }
      disconnectedCallback() {
        this.box?.remove();
        this.box = null;
      }
      async show() {
        if (this.box) return;
        const box = document.createElement('dialog');
        Object.assign(box.style, {
          border: '0',
          padding: '0',
          borderRadius: '12px',
          maxWidth: '95vw',
          boxShadow: '0 20px 60px #0006',
        });
        box.style.width = { small: '380px', large: '980px', max: '95vw' }[this.getAttribute('variant')] ?? '620px';
        const bar = this.querySelector('ui-title-bar');
        const heading = document.createElement('h2');
        heading.textContent = bar?.getAttribute('title') ?? '';
        heading.id = `modal-title-${++modals}`;
        box.setAttribute('aria-labelledby', heading.id);
        Object.assign(heading.style, {
          margin: '0',
          padding: '14px 16px',
          font: '600 15px/1.3 system-ui',
          background: '#f3f3f3',
        });
        Object.assign(this.content.style, { overflow: 'auto', maxHeight: '70vh' });
        const foot = document.createElement('div');
        Object.assign(foot.style, {
          display: 'flex',
          gap: '8px',
          justifyContent: 'flex-end',
          padding: '12px 16px',
          flexWrap: 'wrap',
        });
        const drawFoot = () => {
          const drawn = describe(bar).map((state, index) => ({ state, index }));
          // As in Shopify, what the modal is for stands last, at the edge, however the buttons are written.
          const strong = ({ state }) => state.variant === 'primary';
          foot.replaceChildren(
            ...[...drawn.filter((each) => !strong(each)), ...drawn.filter(strong)].map(({ state, index }) => {
              const button = document.createElement('button');
              button.textContent = state.label;
              button.disabled = state.disabled || state.loading;
              Object.assign(button.style, {
                font: '500 13px system-ui',
                padding: '7px 14px',
                borderRadius: '8px',
                cursor: 'pointer',
              });
              button.style.border = '1px solid #c4c4c4';
              button.style.background = strong({ state })
                ? state.tone === 'critical'
                  ? '#b3261e'
                  : '#1f2937'
                : '#fff';
              button.style.color = strong({ state }) ? '#fff' : '#1f2937';
              button.addEventListener('click', () => buttonsOf(bar)[index]?.click());
              return button;
            }),
          );
        };
        drawFoot();
        if (bar)
          new MutationObserver(drawFoot).observe(bar, {
            attributes: true,
            childList: true,
            characterData: true,
            subtree: true,
          });
        box.append(heading, this.content, foot);
        box.addEventListener('close', () => this.hide());
        document.body.append(box);
        this.box = box;
        box.showModal();
        this.dispatchEvent(new Event('show'));
      }
      async hide() {
        if (!this.box) return;
        this.box.remove();
        this.box = null;
        this.dispatchEvent(new Event('hide'));
      }
      toggle() {
        return this.box ? this.hide() : this.show();
      }
    },
  );

  // ---- the global
  const byId = (id) => document.getElementById(id);
  let toasts = 0;
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  window.shopify = {
    config: {
      get apiKey() {
        return meta('shopify-api-key') ?? '';
      },
      shop: query.get('shop') ?? undefined,
      host: query.get('host') ?? undefined,
      locale: query.get('locale') ?? 'en',
    },
    origin: host,
    ready: Promise.resolve(),
    environment: { embedded, mobile: false, pos: false, intent: false },
    idToken,
    loading: (on = true) => tell('loading', { on }),
    user: () => ask('user'),
    toast: {
      show(message, { duration = 5000, isError = false, action, onAction, onDismiss } = {}) {
        const id = `toast-${++toasts}`;
        toastCallbacks.set(id, { onAction, onDismiss });
        tell('toast', { id, message, duration, isError, action });
        return id;
      },
      hide: (id) => tell('hideToast', { id }),
    },
    saveBar: {
      show: async (id) => byId(id)?.show(),
      hide: async (id) => byId(id)?.hide(),
      toggle: async (id) => byId(id)?.toggle(),
      /** Resolves when the merchant may leave; stays open when they choose to stay. */
      leaveConfirmation: () => ask('leave'),
    },
    modal: {
      show: async (id) => byId(id)?.show(),
      hide: async (id) => byId(id)?.hide(),
      toggle: async (id) => byId(id)?.toggle(),
    },
    resourcePicker: async (options) => {
      const selection = await ask('resourcePicker', JSON.parse(JSON.stringify(options)));
      if (!selection) return undefined;
      return Object.assign(selection, { selection });
    },
    scopes: { query: () => ask('scopes'), request: (scopes) => ask('requestScopes', { scopes: [...scopes] }) },
    app: { extensions: () => ask('extensions') },
  };
  route();
})();
