/** What is held of a person, as every slice tells it: tables with headings in both languages, for people to read. */
export interface Words {
  en: string;
  vi: string;
}
/** Text as it is held, words of ours, or a moment in ms. */
export type Cell = string | number | null | Words | { at: number | null };

export interface ExportSection {
  /** For programs, such as `orders`. */
  id: string;
  title: Words;
  columns: { id: string; title: Words }[];
  rows: Cell[][];
}

export type Language = keyof Words;

/** Anything that is not Vietnamese is told in English. */
export function languageOf(locale: string | null): Language {
  return locale?.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}

/** A cell for people. */
export function cellText(cell: Cell, language: Language): string {
  if (cell === null) return '';
  if (typeof cell !== 'object') return String(cell);
  if (!('at' in cell)) return cell[language];
  return cell.at === null ? '' : `${new Date(cell.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A cell for programs. */
export function cellValue(cell: Cell): string | number | null {
  if (cell === null || typeof cell !== 'object') return cell;
  if (!('at' in cell)) return cell.en;
  return cell.at === null ? null : new Date(cell.at).toISOString();
}
