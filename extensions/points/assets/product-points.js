/**
 * Follows a change of variant. Themes tell of it in different ways, but all end by writing the variant's id into the field
 * `id` of the form that adds to the cart; so that field is read again after every change in the section.
 */
class RegularsEarn extends HTMLElement {
  connectedCallback() {
    this.earned = new Map(this.dataset.variants.split(/\s+/).map((pair) => pair.split(':')));
    this.section = this.closest('.shopify-section, section, main') ?? document.body;
    this.update = this.update.bind(this);
    this.section.addEventListener('change', this.update);
    this.observer = new MutationObserver(this.update);
    this.observer.observe(this.section, { subtree: true, childList: true, attributeFilter: ['value'] });
  }

  disconnectedCallback() {
    this.section.removeEventListener('change', this.update);
    this.observer.disconnect();
  }

  update() {
    const field = this.section.querySelector('form[action*="/cart/add"] [name="id"]');
    const points = Number(this.earned.get(field?.value));
    if (!Number.isInteger(points)) return;
    const sentence = points === 1 ? this.dataset.one : this.dataset.other;
    const number = String(points).replace(/\B(?=(\d{3})+$)/g, this.dataset.separator);
    const text = sentence.replaceAll('{n}', number);
    const line = this.firstElementChild;
    // Writing what is there already would be a change to observe.
    if (line.textContent !== text) line.textContent = text;
    this.hidden = points === 0;
  }
}

if (!customElements.get('regulars-earn')) customElements.define('regulars-earn', RegularsEarn);
