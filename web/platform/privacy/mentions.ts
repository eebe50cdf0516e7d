/** Does a text speak of a person? By number, address, telephone number or full name; not by a first name, which many share. */
import type { Person } from '../manifest.ts';

/** Null: nothing is known by which a text could be told to speak of them. */
export function mentionOf(person: Person): RegExp | null {
  const ids = [...person.customerIds, ...person.orderIds].map((id) => `(?<![0-9])${escaped(id)}(?![0-9])`);
  const texts = textsOf(person).map(escaped);
  return ids.length + texts.length === 0 ? null : new RegExp([...ids, ...texts].join('|'), 'giu');
}

/** Somebody without an own entry, named in a note about somebody else. Orders are not people. */
export function withoutMentions(text: string, person: Person): string {
  const mention = mentionOf({ ...person, orderIds: [] });
  return mention ? text.replaceAll(mention, '…') : text;
}

/** As they stand in texts, whole. */
export function textsOf({ emails, phones, names }: Person): string[] {
  return [...new Set([...emails, ...phones, ...names])].filter((text) => text.trim() !== '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
