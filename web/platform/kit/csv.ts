/** Tables as comma-separated text (RFC 4180), safe to open in a spreadsheet. */

export type CsvCell = string | number | null;

/** The mark at the beginning tells spreadsheets that it is UTF-8. */
export const CSV_BEGINNING = '\uFEFF';
export const CSV_TYPE = 'text/csv; charset=utf-8';

export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return `${CSV_BEGINNING}${rows.map((row) => `${csvLine(row)}\r\n`).join('')}`;
}

export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',');
}

/** What begins like a formula would be reckoned by a spreadsheet: it gets an apostrophe. Our own numbers may. */
function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A text that the browser saves as a file. */
export interface TextFile {
  name: string;
  mediaType: string;
  text: string;
}
