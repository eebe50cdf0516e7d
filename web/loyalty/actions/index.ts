/** Points for something else than an order. */
export type { MemberActions } from './api-types.ts';
export { memberActions } from './member-actions.ts';
