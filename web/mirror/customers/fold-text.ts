/** Text as people search it: lower case, without diacritics; Vietnamese đ has no decomposition of its own. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
