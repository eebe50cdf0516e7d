/* The simulated admin around the app's frame: the other end of app-bridge.js. Configured by the page's #setup JSON. */
const setup = JSON.parse(document.getElementById('setup').textContent);
const { base, texts, appOrigin, shop, prefix } = setup;
const $ = (id) => document.getElementById(id);
const frame = $('app');

const el = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
const send = (type, payload = {}) => frame.contentWindow?.postMessage({ appBridge: type, payload }, appOrigin);
const get = async (path) => {
  const response = await fetch(base + path, { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
};

window.addEventListener('message', async ({ origin, source, data }) => {
  if (origin !== appOrigin || source !== frame.contentWindow || typeof data?.appBridge !== 'string') return;
  const { appBridge: type, payload = {}, call } = data;
  if (call === undefined) return shown[type]?.(payload);
  const answer = { appBridge: 'answer', call };
  try {
    if (!asked[type]) throw new Error(`The simulated admin does not know "${type}".`);
    answer.payload = await asked[type](payload);
  } catch (error) {
    answer.error = error.message;
  }
  source.postMessage(answer, appOrigin);
});

// ---- questions
const asked = {
  idToken: async () => (await get('/session-token')).token,
  user: async () => ({ accountAccess: 'full' }),
  scopes: () => get('/scopes'),
  requestScopes: async ({ scopes }) => {
    const { granted, optional } = await get('/scopes');
    const strange = scopes.filter((scope) => !optional.includes(scope) && !granted.includes(scope));
    if (strange.length > 0) throw new Error(`Not among the app's optional scopes: ${strange.join(', ')}`);
    const wanted = scopes.filter((scope) => !granted.includes(scope));
    const agreed =
      wanted.length === 0 || (await confirmed(texts.scopesTitle, wanted.join(', '), texts.scopesGrant, texts.decline));
    if (agreed && wanted.length > 0) {
      const response = await fetch('/_simulator/scopes', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ shop, scopes: [...granted, ...wanted] }),
      });
      if (!response.ok) throw new Error(`scopes: ${response.status}`);
    }
    return { result: agreed ? 'granted-all' : 'declined-all', detail: await get('/scopes') };
  },
  extensions: () => get('/extensions'),
  leave: async () => {
    // "Stay" leaves the question open, as App Bridge does: the navigation behind it simply does not happen.
    if (!(await mayLeave())) await new Promise(() => {});
  },
  resourcePicker: pickResources,
};

// ---- what the frame wants drawn
let links = [];
let path = setup.path;
const shown = {
  route({ path: to }) {
    const url = new URL(to, appOrigin);
    for (const name of setup.frameParameters) url.searchParams.delete(name);
    path = url.pathname + url.search + url.hash;
    // The frame's own history already has the entry; this page only shows where it is.
    history.replaceState(null, '', prefix + (path === '/' ? '' : path));
    drawNav();
  },
  nav({ links: given }) {
    links = given;
    drawNav();
  },
  title({ title, buttons }) {
    $('title').hidden = title === null;
    $('title-text').textContent = title ?? '';
    $('title-buttons').replaceChildren(
      ...buttons.map((button, index) => barButton(button, () => send('press', { bar: 'title', index }))),
    );
    document.title = title ? `${title} · ${setup.appName} · ${setup.shopName}` : `${setup.appName} · ${setup.shopName}`;
  },
  saveBar(state) {
    if (state.showing) savebars.set(state.bar, state);
    else savebars.delete(state.bar);
    drawSaveBar();
  },
  toast({ id, message, duration, isError, action }) {
    const close = () => {
      if (!toast.isConnected) return;
      toast.remove();
      send('toast', { id, event: 'onDismiss' });
    };
    const toast = el(
      'div',
      { id, className: isError ? 'toast error' : 'toast', role: 'status' },
      el('span', { textContent: message }),
    );
    if (action)
      toast.append(el('button', { textContent: action, onclick: () => send('toast', { id, event: 'onAction' }) }));
    toast.append(el('button', { textContent: '×', ariaLabel: texts.close, onclick: close }));
    $('toasts').append(toast);
    setTimeout(close, duration);
  },
  hideToast: ({ id }) => $(id)?.remove(),
  open: async ({ path: to }) => {
    if (to.startsWith('/') && (await mayLeave())) location.assign(base + to);
  },
  loading: ({ on }) => $('loading').classList.toggle('on', on),
};

function barButton(button, onclick) {
  const strong = button.variant === 'primary';
  const made = el('button', {
    textContent: button.label,
    className: `${strong ? 'primary' : ''} ${button.tone === 'critical' ? 'critical' : ''}`,
    disabled: button.disabled || button.loading,
    onclick,
  });
  made.ariaBusy = String(Boolean(button.loading));
  return made;
}

function drawNav() {
  const here = path.split(/[?#]/)[0];
  const inside = (href) => here === href || here.startsWith(`${href}/`);
  const best = links.filter((link) => !link.home && inside(link.href)).sort((a, b) => b.href.length - a.href.length)[0];
  // The home link stands for the app itself: it is the app's name, not an entry of its own.
  $('app-name').ariaCurrent = best ? 'false' : 'page';
  $('app-links').replaceChildren(
    ...links.flatMap((link, index) => {
      if (link.home) return [];
      const anchor = el('a', { href: prefix + link.href, textContent: link.label });
      if (link === best) anchor.ariaCurrent = 'page';
      anchor.addEventListener('click', (event) => goTo(event, link.href, index));
      return el('li', {}, anchor);
    }),
  );
}
async function goTo(event, href, index = -1) {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  closeMenu();
  if (await mayLeave()) send('navigate', { href, index });
}
$('app-name').addEventListener('click', (event) => {
  const index = links.findIndex((link) => link.home);
  goTo(event, links[index]?.href ?? '/', index);
});

// ---- save bar
const savebars = new Map();
function drawSaveBar() {
  const state = [...savebars.values()].at(-1);
  $('savebar').hidden = !state;
  document.body.classList.toggle('unsaved', Boolean(state));
  if (!state) return;
  const save = Math.max(
    0,
    state.buttons.findIndex((button) => button.variant === 'primary'),
  );
  const form = state.bar === 'form';
  const press = (index, action) => (form ? send('saveBar', { action }) : send('press', { bar: state.bar, index }));
  const discard = state.buttons.findIndex((_, index) => index !== save);
  const labelled = (index, label, variant) => ({
    ...state.buttons[index],
    label: state.buttons[index]?.label || label,
    variant,
  });
  $('savebar-buttons').replaceChildren(
    ...(form || discard >= 0
      ? [
          barButton(labelled(discard, texts.discard), async () => {
            if (!state.confirmDiscard || (await confirmed(texts.discardTitle, texts.discardText, texts.discard)))
              press(discard, 'discard');
          }),
        ]
      : []),
    barButton(labelled(save, texts.save, 'primary'), () => press(save, 'save')),
  );
}
async function mayLeave() {
  if (savebars.size === 0) return true;
  if (!(await confirmed(texts.leaveTitle, texts.leaveText, texts.leave))) return false;
  savebars.clear();
  drawSaveBar();
  send('left');
  return true;
}
/** A dialog of the admin's own; resolves with whether the merchant agreed. */
function confirmed(title, text, yes, no = texts.stay) {
  return new Promise((resolve) => {
    const box = el('dialog', { className: 'confirm' });
    const close = (answer) => {
      box.remove();
      resolve(answer);
    };
    box.append(
      el('h2', { textContent: title }),
      el('p', { textContent: text }),
      el(
        'div',
        { className: 'buttons' },
        el('button', { textContent: no, onclick: () => close(false) }),
        el('button', { textContent: yes, className: 'primary critical', onclick: () => close(true) }),
      ),
    );
    box.addEventListener('cancel', () => close(false));
    document.body.append(box);
    box.showModal();
  });
}
window.addEventListener('beforeunload', (event) => savebars.size > 0 && event.preventDefault());
/** Links that leave the app: the bar's question comes first. */
for (const link of document.querySelectorAll('a[data-leaves]')) {
  link.addEventListener('click', async (event) => {
    if (savebars.size === 0) return;
    event.preventDefault();
    if (await mayLeave()) location.assign(link.href);
  });
}

// ---- resource picker
async function pickResources({ type, multiple = false, selectionIds = [], query = '', action = 'add' }) {
  const kinds = {
    product: texts.products,
    variant: texts.variants,
    collection: texts.collections,
    customer: texts.customers,
  };
  if (!kinds[type]) throw new Error(`The picker does not know "${type}".`);
  const most = multiple === true ? Infinity : Number(multiple) || 1;
  const chosen = new Map();
  const preset = selectionIds.map(({ id }) => id);
  return new Promise((resolve) => {
    const box = el('dialog', { className: 'picker' });
    const list = el('ul');
    const count = el('span', { className: 'count' });
    const done = el('button', { className: 'primary', textContent: action === 'select' ? texts.select : texts.add });
    const search = el('input', { type: 'search', placeholder: texts.search, value: query, ariaLabel: texts.search });
    const close = (answer) => {
      box.remove();
      resolve(answer);
    };
    const drawCount = () => {
      count.textContent = texts.selected.replace('{n}', String(chosen.size));
      done.disabled = chosen.size === 0 && preset.length === 0;
    };
    let latest = 0;
    const look = async () => {
      const turn = ++latest;
      const ids = preset.length > 0 && chosen.size === 0 ? `&ids=${encodeURIComponent(preset.join(','))}` : '';
      const found = await get(`/resources?type=${type}&query=${encodeURIComponent(search.value)}${ids}`);
      if (turn !== latest) return;
      for (const resource of found.selected) chosen.set(resource.id, resource.data);
      preset.length = 0;
      list.replaceChildren(...found.resources.map((resource) => row(resource)));
      if (found.resources.length === 0) list.append(el('li', { className: 'none', textContent: texts.nothing }));
      drawCount();
    };
    const row = (resource) => {
      const box = el('input', {
        type: most === 1 ? 'radio' : 'checkbox',
        name: 'pick',
        checked: chosen.has(resource.id),
      });
      box.disabled = !box.checked && most > 1 && chosen.size >= most;
      box.addEventListener('change', () => {
        if (most === 1) chosen.clear();
        if (box.checked) chosen.set(resource.id, resource.data);
        else chosen.delete(resource.id);
        drawCount();
        for (const other of list.querySelectorAll('input'))
          other.disabled = !other.checked && most > 1 && chosen.size >= most;
      });
      const picture = resource.image
        ? el('img', { src: resource.image, alt: '' })
        : el('span', { className: 'no-image' });
      const words = el(
        'span',
        {},
        el('strong', { textContent: resource.title }),
        el('small', { textContent: resource.subtitle }),
      );
      return el('li', {}, el('label', {}, box, picture, words));
    };
    search.addEventListener('input', look);
    done.addEventListener('click', () => close([...chosen.values()]));
    const cancel = el('button', { textContent: texts.cancel, onclick: () => close(undefined) });
    box.append(
      el('h2', { textContent: kinds[type] }),
      search,
      list,
      el('div', { className: 'buttons' }, count, cancel, done),
    );
    box.addEventListener('cancel', () => close(undefined));
    document.body.append(box);
    box.showModal();
    look().catch(() => close(undefined));
  });
}

// ---- the page around
const closeMenu = () => {
  document.body.classList.remove('menu-open');
  $('menu').ariaExpanded = 'false';
};
$('menu').addEventListener('click', () => {
  $('menu').ariaExpanded = String(document.body.classList.toggle('menu-open'));
});
$('shade').addEventListener('click', closeMenu);
$('language').addEventListener('change', async ({ target }) => {
  if (!(await mayLeave())) return (target.value = setup.locale);
  document.cookie = `admin_locale=${target.value}; path=/store; SameSite=Lax; max-age=31536000`;
  location.replace(location.pathname + location.search + location.hash);
});
$('stores').addEventListener('change', async ({ target }) => {
  if (!(await mayLeave())) return (target.value = shop);
  location.assign(`/store/${target.value.replace('.myshopify.com', '')}/apps/${setup.appHandle}`);
});
if (frame) {
  frame.addEventListener('load', () => $('loading').classList.remove('on'));
  $('loading').classList.add('on');
}
