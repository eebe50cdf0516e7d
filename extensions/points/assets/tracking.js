/**
 * Shows what the form finds in its own place, taken out of the page to which it leads. Whatever goes wrong, the form leads there as it does
 * without a script.
 */
class RegularsTracking extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector('form');
    this.result = this.querySelector('.regulars-tracking__result');
    this.find = this.find.bind(this);
    this.form.addEventListener('submit', this.find);
  }

  disconnectedCallback() {
    this.form.removeEventListener('submit', this.find);
  }

  async find(event) {
    event.preventDefault();
    const button = this.form.querySelector('button');
    const label = button.textContent;
    button.disabled = true;
    button.textContent = this.dataset.waiting;
    const found = await this.ask();
    button.disabled = false;
    button.textContent = label;
    if (found) this.show(found);
    else this.form.submit();
  }

  /** Null when it could not be asked here. */
  async ask() {
    try {
      const response = await fetch(this.form.action, {
        method: 'POST',
        body: new URLSearchParams(new FormData(this.form)),
      });
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const content = page.querySelector('.regulars-track');
      return (
        content && { content, around: page.querySelectorAll('style[data-regulars-track], script[data-regulars-track]') }
      );
    } catch {
      return null;
    }
  }

  show({ content, around }) {
    const note = content.querySelector('[role=alert]');
    // Of a look-up that found nothing the form is here already, and so it is of every other.
    if (note) content.replaceChildren(note);
    content.querySelectorAll(':scope > details').forEach((details) => details.remove());
    for (const heading of content.querySelectorAll('h1, h2, h3, h4'))
      heading.setAttribute('aria-level', String(Number(heading.localName[1]) + 2));
    this.result.replaceChildren(content, ...[...around].map(copied));
    this.result.hidden = false;
    this.result.focus({ preventScroll: true });
    this.result.scrollIntoView({ block: 'nearest' });
  }
}

/** What was parsed does not run; what is made does. */
function copied({ localName, textContent }) {
  const copy = document.createElement(localName);
  copy.textContent = textContent;
  return copy;
}
if (!customElements.get('regulars-tracking')) customElements.define('regulars-tracking', RegularsTracking);
