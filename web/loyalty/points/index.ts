/** The ledger of points, for whoever rewards, ranks or verifies. */
export type { Balance } from './account-book.ts';
export type { Booked, NotBooked } from './book-once.ts';
export { customerName } from './customer-name.ts';
export type { GrantSource } from './grant.ts';
export { grantPoints, releaseGrant, takeBackGrant } from './grants.ts';
export { redeemPoints, reimbursePoints } from './redemptions.ts';
export { onRestored } from './on-restored.ts';
export { type LedgerReport, verifyLedger } from './verify.ts';
export { orderValue } from './order-value.ts';
export { type QualifyingOrder, qualifyingOrders } from './store/qualifying.ts';
export { bringsNothing, type OrderState, typedPart, unitsLeft } from './order-target.ts';
export { carriesExcludedTag } from './rule-in-force.ts';
export { movementsOf } from './movements.ts';
export { pointsWorth } from './point-worth.ts';
export type { ReportColumn } from './report-column.ts';
export { heldLots } from './store/held-lots.ts';
export { type OrderStanding, orderStandings } from './order-standings.ts';
