/** What the admin API of bringing balances from another programme answers. */

/** Why a row brings nothing. zero: it has no points, which is no mistake. */
export const rowProblems = [
  'points',
  'zero',
  'nobody',
  'unknown',
  'expires',
  'past',
  'pending',
  'cells',
  'erased',
] as const;
export type RowProblem = (typeof rowProblems)[number];

/** checked: a dry run, nothing was given yet. undone: what it had given was taken back. */
export type ImportState = 'checked' | 'importing' | 'done' | 'undoing' | 'undone';

export interface BalanceImport {
  /** Made of what the rows say: the same file is the same import, also after a spreadsheet has saved it. */
  id: string;
  name: string;
  state: ImportState;
  checkedAt: string;
  finishedAt: string | null;
  /** Rows of the file below its heading. */
  rows: number;
  /** Rows that give points, or have; how many points; and to how many customers. */
  good: number;
  points: number;
  customers: number;
  /** Of the good ones, those that have been given (or, while it is undone, are still). */
  given: number;
  /** Rows that bring nothing, by reason. */
  refused: Partial<Record<RowProblem, number>>;
}

/** `GET /api/balances/imports/ID` and the answer to `POST /api/balances/imports {name, text}`, which checks the file and gives nothing. */
export interface BalanceImportDetail extends BalanceImport {
  /** The first hundred rows that bring nothing; the heading is line 1. */
  problems: { line: number; problem: RowProblem }[];
}

/** `GET /api/balances/imports`: the latest twenty, newest first. */
export interface BalanceImports {
  imports: BalanceImport[];
}

/** `POST /api/balances/imports/ID/start`: what the page has shown; 409 where it has become something else. */
export interface StartImportRequest {
  good: number;
  points: number;
}
