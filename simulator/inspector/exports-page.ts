/** What the app has read in bulk. */
import { statusOf } from '../admin-api/bulk/operation-state.ts';
import { resultUrl } from '../admin-api/bulk/serve-result.ts';
import type { Simulator } from '../context.ts';
import { html, type Html } from '../html.ts';
import type { BulkOperation, Shop } from '../world/types.ts';
import { callForm, field } from './call-form.ts';
import { moment } from './layout.ts';

const tones: Record<ReturnType<typeof statusOf>, string> = {
  CREATED: 'wait',
  RUNNING: 'wait',
  CANCELING: 'wait',
  COMPLETED: 'good',
  CANCELED: 'bad',
  FAILED: 'bad',
  EXPIRED: '',
};

export function exportsPage(simulator: Simulator, shop: Shop): Html {
  const operations = [...shop.bulkOperations.values()].reverse();
  return html`<h2>Bulk operations</h2>
    <section class="panel">
      ${operations.length === 0 && html`<p class="quiet">The app has asked for none yet.</p>`}
      ${
        operations.length > 0 &&
        html`<table>
          <tr><th>Operation</th><th>Asked for</th><th>State</th><th class="number">Objects</th><th class="number">Bytes</th><th>Query</th></tr>
          ${operations.map((operation) => row(simulator, operation))}
        </table>`
      }
      ${callForm('bulkOperations', {}, 'Set', field('duration', 'Time that each takes from now on', { placeholder: 'PT10M', required: true }))}
    </section>`;
}

function row(simulator: Simulator, operation: BulkOperation): Html {
  const status = statusOf(operation, simulator.clock.now());
  const url = resultUrl(simulator, operation);
  return html`<tr>
    <td>${operation.id}</td>
    <td>${moment(operation.createdAt)}</td>
    <td><span class="pill ${tones[status]}">${status.toLowerCase()}</span>${operation.errorCode !== null && html` ${operation.errorCode}`}</td>
    <td class="number">${operation.objectCount}</td>
    <td class="number">${url === null ? operation.fileSize : html`<a href="${url}">${operation.fileSize}</a>`}</td>
    <td><details><summary>${operation.query.length} characters</summary><pre>${operation.query}</pre></details></td>
  </tr>`;
}
