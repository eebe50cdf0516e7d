/**
 * Opens the panel, asks the app once for what only the app knows, writes that into the places that the page has for it, and spends
 * points. All words come with the page or the answer. The balance of the last answer is kept for the session of this tab: a page
 * rendered before Shopify had it shows it all the same, because each has a number, `rev`, and the higher is right.
 */
class RegularsPanel extends HTMLElement {
  connectedCallback() {
    this.dialog = this.one('dialog');
    if (navigator.share) this.one('[data-share]')?.removeAttribute('hidden');
    document.addEventListener('click', this);
    for (const name of ['submit', 'input', 'close']) this.addEventListener(name, this, true);
    const kept = this.kept();
    if (kept?.customer === this.dataset.customer && kept.rev > this.dataset.rev) this.showBalance(kept);
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
      if (at?.matches('[data-share]')) navigator.share({ url: this.one('[data-regulars=url]').value }).catch(() => {});
      // The link leads where it leads; the app is told beside it.
      if (at?.dataset.action) this.post(`actions/${at.dataset.action}`, {});
    }
  }

  submit(event) {
    const form = event.target;
    if (form.method === 'dialog') return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = form.matches('.regulars-redeem') ? this.redeem(form) : this.post('birthday', numbers(form));
    this.busy.finally(() => (this.busy = null));
  }

  input({ target }) {
    if (target.type !== 'range') return;
    target.form.key = null;
    this.showSlider(target);
  }

  /** A cart page shows the discount as soon as it is drawn anew. */
  close() {
    this.one('.regulars-result')?.remove();
    if (this.applied && /\/cart\/?$/.test(location.pathname)) location.reload();
  }

  async load() {
    if (!this.dataset.customer) return;
    const { language, order } = this.dataset;
    const [status, answer] = await this.ask(`panel?language=${language}&order=${order}`);
    if (status === 200 && answer.customer) this.show(answer);
    else this.tell('offline');
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
    const [status, answer] = await this.ask(path, body);
    this.tell('');
    await this.load();
    const decided = status >= 200 && status < 500 && status !== 429;
    if (status !== 200) this.tell(decided ? answer.error : 'offline');
    return [status, answer, decided];
  }

  async redeem(form) {
    const row = form.closest('[data-reward]');
    const body = { reward: row.dataset.reward, ...numbers(form) };
    // After a lost answer the same key again: the app takes nothing twice.
    form.key ??= crypto.randomUUID();
    row.ariaBusy = 'true';
    const [status, answer, decided] = await this.post('redeem', { ...body, key: form.key });
    if (decided) form.key = null;
    if (status === 200) await this.showResult(row, answer);
    row.ariaBusy = null;
  }

  /** Shopify keeps the code for the cart, and answers the cart. */
  async apply({ code, applyUrl }) {
    if (!applyUrl) return code ? 'code' : 'credit';
    try {
      const cart = await (await fetch(applyUrl.replace(/redirect=.*/, 'redirect=/cart.js'))).json();
      this.applied = true;
      return cart.discount_codes?.some((each) => each.code === code && each.applicable) ? 'applied' : 'waiting';
    } catch {
      return 'code';
    }
  }

  async showResult(row, answer) {
    const outcome = await this.apply(answer);
    this.one('.regulars-result')?.remove();
    row.append(this.filled('result', answer));
    const result = row.lastElementChild;
    for (const part of result.querySelectorAll('[data-if]')) {
      if (!part.dataset.if.split(' ').includes(outcome)) part.remove();
    }
    result.focus();
    document.dispatchEvent(new CustomEvent('regulars:redeemed', { detail: { code: answer.code } }));
  }

  show(answer) {
    this.keep(answer);
    this.showBalance(answer);
    this.write(this, answer.text);
    for (const { id, state, missing } of answer.rewards) {
      const row = this.one(`[data-reward="${id}"]`);
      if (!row) continue;
      row.dataset.state = state;
      this.write(row, { short: this.say(this.text.short, missing) });
      const slider = row.querySelector('[type=range]');
      if (slider) this.showSlider(slider, answer.available);
    }
    for (const [id, text] of Object.entries(answer.ways)) {
      const way = this.one(`[data-way="${id}"]`);
      if (way) this.write(way, { state: text });
    }
    for (const name of ['codes', 'lots', 'history']) {
      const lines = answer[name].map((line) => this.filled(name === 'codes' ? 'code' : 'line', line));
      this.one(`[data-regulars-list=${name}]`).replaceChildren(...lines);
    }
    for (const part of document.querySelectorAll('[data-regulars-part]')) {
      part.hidden = !answer.parts.includes(part.dataset.regularsPart);
    }
    const bar = this.one('progress');
    if (bar) bar.value = answer.reached;
  }

  showBalance({ available, balance }) {
    const [cents, per] = this.dataset.worth.split(' ');
    const worth = available && this.text.worth.replace('{money}', this.money((available * cents) / per));
    this.write(document, { ...balance, worth });
  }

  /** `available`: what can be spent, when that has changed. */
  showSlider(slider, available) {
    const { most, cents, per } = slider.dataset;
    if (available !== undefined) {
      const [min, step] = [Number(slider.min), Number(slider.step)];
      const limit = Math.max(min, Math.min(available, most || available));
      slider.max = limit - ((limit - min) % step);
    }
    const points = Number(slider.value);
    const money = this.money((points * cents) / per);
    slider.nextElementSibling.value = money;
    slider.ariaValueText = `${this.say('{points}', points)}, ${money}`;
    this.write(slider.form, { use: this.say(this.text.use, points) });
  }

  /** The page's message for what is wrong, by the app's word for it. */
  tell(word) {
    const message = word && (this.one(`[data-problem="${word}"]`) ?? this.one('[data-problem=other]'));
    this.one('[role=status]').textContent = message ? message.textContent : '';
  }

  async copy(button) {
    const source = button.closest('li, div').querySelector('code, input');
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    const [before, after] = button.children;
    before.hidden = !(after.hidden = false);
    this.one('[role=status]').textContent = after.textContent;
    setTimeout(() => (before.hidden = !(after.hidden = true)), 2000);
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
        if ('value' in place) place.value = text;
        else if (place.textContent !== text) place.textContent = text;
        (place.closest('[data-regulars-line]') ?? place).hidden = !text;
      }
    }
  }

  filled(template, values) {
    const copy = this.one(`[data-regulars-template=${template}]`).content.cloneNode(true);
    this.write(copy, values);
    for (const link of copy.querySelectorAll('[data-apply]')) {
      if (values.applyUrl) link.href = values.applyUrl;
      else link.remove();
    }
    return copy;
  }

  /** With a number of points in it. */
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

  keep({ customer, rev, available, balance }) {
    try {
      sessionStorage.regulars = JSON.stringify({ customer, rev, available, balance });
    } catch {
      // Storage is switched off.
    }
  }

  kept() {
    try {
      return JSON.parse(sessionStorage.regulars);
    } catch {
      return null;
    }
  }
}

const grouped = (digits, separator) => String(digits).replace(/\B(?=(\d{3})+$)/g, separator);
const numbers = (form) => Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)]));

if (!customElements.get('regulars-panel')) customElements.define('regulars-panel', RegularsPanel);
