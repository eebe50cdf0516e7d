/**
 * Reads the CSV that Shopify's admin exports orders as, row by row: an order has as many rows as it has lines, one after the other,
 * and the order's own fields stand in its first row only. Columns are found by name; those that are not needed may be missing.
 */
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { withoutNul } from '../../../platform/kit/without-nul.ts';

/** The file is none that can be imported. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile';
}

export interface ExportRow {
  /** Line of the file on which it begins, the header being 1. */
  line: number;
  /** The cell under that heading, trimmed; null when it is empty or there is no such column. */
  cell(heading: string): string | null;
  /** It has as many cells as the header. */
  complete: boolean;
}

const NEEDED = [
  'Name',
  'Currency',
  'Financial Status',
  'Subtotal',
  'Total',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Lineitem price',
];

/** Far longer than the longest note; without an end an open quote would swallow the file. */
const LONGEST_ROW = 1_000_000;

/** The rows of one order after the other. What cannot be read any further ends in `broken`, with the line and the reason. */
export async function* readExport(
  bytes: Readable,
): AsyncGenerator<{ rows: [ExportRow, ...ExportRow[]] } | { broken: string; line: number }> {
  let name: string | null = null;
  let rows: ExportRow[] = [];
  let line = 1;
  try {
    for await (const row of rowsOf(bytes)) {
      line = row.line;
      // An order without a name is one of its own, to be refused as such.
      if (row.cell('Name') !== name || name === null) {
        if (isFilled(rows)) yield { rows };
        rows = [];
        name = row.cell('Name');
      }
      rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    // The last order may go on where nothing can be read.
    yield { broken: `the file cannot be read from here on: ${error.message}`, line: rows[0]?.line ?? line };
    return;
  }
  if (isFilled(rows)) yield { rows };
}

function isFilled(rows: ExportRow[]): rows is [ExportRow, ...ExportRow[]] {
  return rows.length > 0;
}

async function* rowsOf(bytes: Readable): AsyncGenerator<ExportRow> {
  const table = createTable();
  for await (const chunk of bytes) yield* table.rows(() => table.parser.write(chunk));
  yield* table.rows(() => table.parser.end());
  if (!table.hasHeader()) throw new WrongFile('The file is empty.');
}

/** Rows are taken where they are recognised and not from the parser's stream, which would lose those before an error. */
function createTable() {
  let read: { cells: string[]; line: number }[] = [];
  let header: Header | null = null;
  let line = 0;
  let problem: Error | null = null;
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record(cells: string[], { lines }) {
      read.push({ cells, line: line + 1 });
      line = lines;
      return null;
    },
  });
  parser.on('error', (error) => (problem = error)).resume();
  return {
    parser,
    hasHeader: () => header !== null,
    /** The rows that this step brings. */
    async *rows(step: () => void): AsyncGenerator<ExportRow> {
      step();
      // What comes with the end, and errors, is told a moment later.
      await setImmediate();
      const found = read;
      read = [];
      for (const { cells, line: start } of found) {
        if (header === null) header = headerOf(cells);
        else yield exportRow(header, cells, start);
      }
      if (problem) throw problem;
    },
  };
}

interface Header {
  columns: ReadonlyMap<string, number>;
  width: number;
}

function exportRow({ columns, width }: Header, cells: readonly string[], line: number): ExportRow {
  return {
    line,
    complete: cells.length === width,
    cell: (heading) => withoutNul(cells[columns.get(heading) ?? -1] ?? '').trim() || null,
  };
}

function headerOf(record: readonly string[]): Header {
  const columns = new Map(record.map((heading, index) => [heading.trim(), index]));
  const missing = NEEDED.filter((heading) => !columns.has(heading));
  if (missing.length === 0) return { columns, width: record.length };
  throw new WrongFile(
    `This is not Shopify's order export: no column ${missing.map((heading) => `"${heading}"`).join(', ')}.`,
  );
}
