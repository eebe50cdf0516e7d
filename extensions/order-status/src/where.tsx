/** Below the headline, which says where the order is: when it comes, and what there is to know. */
import type { ExtensionOrder } from '../../../web/retention/tracking/extension-types.ts';
import type { Sheet } from './sheet.ts';

type Place = NonNullable<ExtensionOrder['where']>;

export function Where({ where, sheet }: { where: Place; sheet: Sheet }) {
  const { words, say } = sheet;
  const { stage, arrives, deliveredOn, attention } = where;
  const when = deliveredOn
    ? words.delivered(say.weekdays(deliveredOn, deliveredOn))
    : arrives
      ? words.arrives(say.weekdays(arrives.from, arrives.to))
      : null;
  const note = attention === null ? (words.meaning[stage] ?? null) : null;
  return (
    <s-stack gap="small-200">
      {when === null ? null : <s-text type="strong">{when}</s-text>}
      {attention === null || stage === 'failed' ? null : <s-banner tone="info">{warning(where, sheet)}</s-banner>}
      {note === null ? null : <s-text color="subdued">{note}</s-text>}
    </s-stack>
  );
}

function warning({ attention, promised }: Place, { words, say }: Sheet): string {
  if (attention === 'stuck') return words.stuck;
  return promised === null ? words.late : words.lateSince(say.weekdays(promised.from, promised.to));
}
