/** One per import; its key is the import's id. */
export const IMPORT_BALANCES = 'balances.import';
