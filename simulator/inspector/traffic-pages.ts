/** What went from the simulator to the app (webhooks) and from the app to people (mail). */
import { html, type Html } from '../html.ts';
import type { Delivery, Mail, Shop } from '../world/types.ts';
import { callForm } from './call-form.ts';
import { moment } from './layout.ts';
import { listed, type Listing } from './listing.ts';

const tones: Record<Delivery['status'], string> = {
  delivered: 'good',
  pending: 'wait',
  held: 'wait',
  dropped: 'bad',
  failed: 'bad',
};

export function deliveriesPage(shop: Shop, listing: Listing): Html {
  const { shown, pager } = listed(
    [...shop.deliveries].reverse(),
    listing,
    ({ topic, id, status }) => `${topic} ${status} ${id}`,
  );
  return html`<h2>Webhooks</h2>
    <section class="panel">${listing.form}
      <table>
        <tr><th>Topic</th><th>Happened</th><th>State</th><th>Tries</th><th>Body</th><th>Do</th></tr>
        ${shown.map((delivery) => row(shop, delivery))}
      </table>${pager}
    </section>`;
}

function row(shop: Shop, delivery: Delivery): Html {
  const { id, topic, status, tries, body, nextTryAt } = delivery;
  return html`<tr>
    <td>${topic}<br><small class="quiet">${id}</small></td>
    <td>${moment(delivery.triggeredAt)}</td>
    <td><span class="pill ${tones[status]}">${status}</span>${delivery.duplicateOf !== null && html` <span class="pill">twice</span>`}
      ${nextTryAt !== null && html`<br><small class="quiet">next ${moment(nextTryAt)}</small>`}</td>
    <td>${tries.map((one) => html`${one.status ?? one.error} <small class="quiet">${Math.round(one.ms)} ms</small><br>`)}</td>
    <td>${body === '' ? html`<span class="quiet">no longer kept</span>` : html`<details><summary>${body.length} characters</summary><pre>${pretty(body)}</pre></details>`}</td>
    <td>${body !== '' && callForm('deliveries/again', { shop: shop.domain, id }, 'Send again')}</td>
  </tr>`;
}

/** Indented without being parsed: numbers above 2^53 keep their digits. */
function pretty(json: string): string {
  let depth = 0;
  let quoted = false;
  let text = '';
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at] ?? '';
    if (quoted) {
      text += character;
      if (character === '\\') text += json[(at += 1)] ?? '';
      else if (character === '"') quoted = false;
    } else if (character === '"') {
      quoted = true;
      text += character;
    } else if (character === '{' || character === '[') {
      const empty = json[at + 1] === '}' || json[at + 1] === ']';
      depth += 1;
      text += empty ? character : `${character}\n${'  '.repeat(depth)}`;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      const empty = text.endsWith('{') || text.endsWith('[');
      text += empty ? character : `\n${'  '.repeat(depth)}${character}`;
    } else if (character === ',') text += `,\n${'  '.repeat(depth)}`;
    else text += character === ':' ? ': ' : character;
  }
  return text;
}

export function mailPage(mails: Mail[]): Html {
  return html`<h2>Mail that the app sent</h2>
    ${mails.length === 0 && html`<p class="quiet">None yet.</p>`}
    ${[...mails].reverse().map(
      (mail) => html`<section class="panel">
        <h3>${mail.subject}</h3>
        <p class="quiet">${moment(mail.at)} · from ${mail.from} to ${mail.to.join(', ')}</p>
        <details><summary>Headers</summary><pre>${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre></details>
        ${mail.text !== null && html`<details open><summary>Text</summary><pre>${mail.text}</pre></details>`}
        ${mail.html !== null && html`<details><summary>HTML</summary><iframe sandbox="" srcdoc="${mail.html}" title="${mail.subject}" style="width:100%;height:420px;border:1px solid #dde2e8;border-radius:8px"></iframe></details>`}
      </section>`,
    )}`;
}
