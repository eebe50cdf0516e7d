/** An order's name or a tracking number as it is searched for: capitals and digits alone, whose order is the same in every database. */
export function searchKey(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 60);
}
