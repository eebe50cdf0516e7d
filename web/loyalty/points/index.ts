/** The ledger of points, for whoever rewards, ranks or verifies. */
export { type LedgerReport, verifyLedger } from './verify.ts';
