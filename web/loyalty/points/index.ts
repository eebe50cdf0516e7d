/** The ledger of points, for whoever rewards, ranks or verifies. */
export { onRestored } from './on-restored.ts';
export { type LedgerReport, verifyLedger } from './verify.ts';
