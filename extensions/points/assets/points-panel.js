/**
 * Opens the panel, asks the app for what only it knows, writes that into its places, and spends points. All words come with the page
 * or the answer. Of two balances, the one with the higher `rev` is right: a page may be rendered before Shopify has the newest.
 */
class RegularsPanel extends HTMLElement {
  connectedCallback() {
    this.dialog = this.one('dialog');
    if (navigator.share) this.one('[data-share]')?.removeAttribute('hidden');
    document.addEventListener('click', this);
    for (const name of ['submit', 'input', 'close']) this.addEventListener(name, this, true);
    const known = this.memory();
    if (known?.rev > this.dataset.rev && known.customer === this.dataset.customer) this.showBalance(known);
  }

  disconnectedCallback() {
    document.removeEventListener('click', this);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  click(event) {
    const { target } = event;
    const at = target.closest('button, a');
    if (target.closest('[commandfor="regulars-panel"], [data-regulars-open], a[href$="#regulars-panel"]')) {
      event.preventDefault();
      if (!this.dialog.open) this.dialog.showModal();
      this.load();
    } else if (target === this.dialog) {
      this.dialog.close();
    } else if (this.contains(target)) {
      if (at?.matches('[data-copy]')) this.copy(at);
      if (at?.matches('[data-share]'))
        navigator.share({ url: this.one('[data-regulars=link]').textContent }).catch(() => {});
      // The link leads where it leads; the app is told beside it.
      if (at?.dataset.action) this.post(at.dataset.action, { key: crypto.randomUUID() });
    }
  }

  submit(event) {
    const form = event.target;
    if (!form.className) return;
    event.preventDefault();
    if (this.busy) return;
    const sent = form.matches('.regulars-redeem') ? this.redeem(form) : this.post('birthday', numbers(form));
    this.busy = sent.finally(() => (this.busy = null));
  }

  input({ target }) {
    if (target.type !== 'range') return;
    target.form.key = null;
    this.showSlider(target);
  }

  close() {
    this.one('.regulars-result')?.remove();
    // Asks the theme to draw its cart anew.
    if (this.codes) window.Shopify?.actions?.updateCart({ discountCodes: this.codes });
    this.codes = null;
  }

  async load() {
    if (!this.dataset.customer) return;
    const { language, order } = this.dataset;
    const device = attempt(() => localStorage['regulars-device']) ?? '';
    const [status, answer] = await this.ask(`panel?language=${language}&order=${order}&device=${device}`);
    if (status === 200 && answer.customer) this.show(answer);
    else this.tell(this.text.offline);
  }

  /** Status 0: no answer, so nobody knows what became of it. */
  async ask(path, body) {
    const options = body && {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    };
    try {
      const response = await fetch(this.dataset.root + path, options);
      return [response.status, await response.json()];
    } catch {
      return [0, {}];
    }
  }

  async post(path, body) {
    const locale = this.dataset.language;
    this.tell('');
    let reply = await this.ask(path, { ...body, locale });
    // Shopify has not answered the app yet.
    for (let tries = 0; reply[1].pending && tries < 9; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      reply = await this.ask(path, { ...body, locale });
    }
    const [status, { error, pending, state }] = reply;
    await this.load();
    if (status >= 400 && status < 500) this.tell(error);
    else if (status < 200 || status >= 500) this.tell(this.text.offline);
    else if (pending || state) this.tell(this.text[pending ? 'slow' : 'returning']);
    return reply;
  }

  async redeem(form) {
    const row = form.closest('[data-reward]');
    // After a lost answer the same key again: the app takes nothing twice.
    form.key ??= crypto.randomUUID();
    row.ariaBusy = 'true';
    const [status, answer] = await this.post('redeem', {
      reward: row.dataset.reward,
      ...numbers(form),
      key: form.key,
    });
    if (status === 200 || (status >= 400 && status < 500)) form.key = null;
    if (status === 200) await this.showResult(row, answer);
    row.ariaBusy = null;
  }

  /** Shopify keeps the code for the cart, and answers the cart. */
  async apply({ code, applyUrl }) {
    if (!applyUrl) return code ? 'code' : 'credit';
    try {
      const cart = await (await fetch(applyUrl.replace(/redirect=.*/, 'redirect=/cart.js'))).json();
      if (!cart.item_count) return 'waiting';
      this.codes = cart.discount_codes.map((each) => each.code);
      return cart.discount_codes.find((each) => each.code === code)?.applicable ? 'applied' : 'waiting';
    } catch {
      return 'code';
    }
  }

  async showResult(row, answer) {
    const title = this.text[await this.apply(answer)];
    this.one('.regulars-result')?.remove();
    row.after(this.filled('code', { ...answer, title }));
    const result = row.nextElementSibling;
    result.classList.add('regulars-result');
    result.tabIndex = -1;
    result.focus();
  }

  show(answer) {
    const { customer, rev, available, balance } = answer;
    this.showBalance(this.memory({ customer, rev, available, balance }) ?? answer);
    this.write(this, { ...answer.text, link: answer.link ? location.origin + answer.link : '' });
    for (const row of this.querySelectorAll('[data-reward]')) {
      const { state, missing } = answer.rewards[row.dataset.reward] ?? {};
      row.hidden = !state;
      if (!state) continue;
      row.dataset.state = state;
      this.write(row, { short: this.say(this.text.short, missing) });
      const slider = row.querySelector('[type=range]');
      if (slider) this.showSlider(slider, available);
    }
    for (const [id, text] of Object.entries(answer.ways)) {
      for (const way of this.querySelectorAll(`[data-way="${id}"]`)) this.write(way, { state: text });
    }
    for (const name of ['codes', 'lots', 'history']) {
      const lines = answer[name].map((line) => this.filled(name === 'codes' ? 'code' : 'line', line));
      this.one(`[data-regulars-list=${name}]`).replaceChildren(...lines);
    }
    for (const part of document.querySelectorAll('[data-regulars-part]')) {
      part.hidden = !answer.parts.includes(part.dataset.regularsPart);
    }
    this.one('.regulars-tier__bar')?.style.setProperty('--regulars-reached', `${answer.reached}%`);
  }

  showBalance({ available, balance }) {
    const [cents, per] = this.dataset.worth.split(' ');
    const worth = available && this.text.worth.replace('{money}', this.money((available * cents) / per));
    this.write(document, { ...balance, worth });
  }

  showSlider(slider, available) {
    const { most, cents, per } = slider.dataset;
    // The browser keeps to the steps by itself.
    if (available) slider.max = Math.min(available, most || available);
    const points = Number(slider.value);
    const money = this.money((points * cents) / per);
    slider.nextElementSibling.value = money;
    slider.ariaValueText = `${this.say('{points}', points)}, ${money}`;
    this.write(slider.form, { use: this.say(this.text.use, points) });
  }

  tell(message) {
    this.one('[role=status]').textContent = message;
  }

  async copy(button) {
    await navigator.clipboard.writeText(button.closest('li, div').querySelector('code').textContent);
    const [before, after] = button.children;
    before.hidden = true;
    after.hidden = false;
  }

  get text() {
    return (this.texts ??= JSON.parse(this.one('[data-regulars-texts]').textContent));
  }

  one(selector) {
    return this.querySelector(selector);
  }

  /** Texts into the places of their names; a place without text is hidden, with its line. */
  write(inside, texts) {
    for (const [name, text] of Object.entries(texts)) {
      for (const place of inside.querySelectorAll(`[data-regulars="${name}"]`)) {
        if (place.textContent !== text) place.textContent = text;
        (place.closest('[data-regulars-line]') ?? place).hidden = !text;
      }
    }
  }

  filled(template, values) {
    const copy = this.one(`[data-regulars-template=${template}]`).content.cloneNode(true);
    this.write(copy, values);
    for (const part of copy.querySelectorAll('[data-needs]')) {
      const value = values[part.dataset.needs];
      part.hidden = !value;
      if (part.dataset.as) part.setAttribute(part.dataset.as, value);
    }
    return copy;
  }

  say(text, count) {
    const number = grouped(count, this.text.separator);
    return text.replace('{points}', `${number} ${count === 1 ? this.text.one : this.text.other}`);
  }

  /** Hundredths in the store's own format, as Liquid's filter writes them. */
  money(cents) {
    return this.text.money.replace(/\{\{\s*(\w+)\s*\}\}/, (_, kind) => {
      const separators = { comma: '.,', apostrophe: '’.', period: ' .', space: ' ,' };
      const [group, point] = separators[/comma|apostrophe|period|space/.exec(kind)] ?? ',.';
      const [units, rest] = (Math.floor(cents) / 100).toFixed(kind.includes('no_decimals') ? 0 : 2).split('.');
      return grouped(units, group) + (rest ? point + rest : '');
    });
  }

  /** What this tab knows; null where storage is empty or switched off. */
  memory(answer) {
    return attempt(() => {
      if (answer) sessionStorage.regulars = JSON.stringify(answer);
      return JSON.parse(sessionStorage.regulars);
    });
  }
}

const attempt = (read) => {
  try {
    return read();
  } catch {
    return null;
  }
};
const grouped = (digits, separator) => String(digits).replace(/\B(?=(\d{3})+$)/g, separator);
const numbers = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)]));

if (!customElements.get('regulars-panel')) customElements.define('regulars-panel', RegularsPanel);
