import type { Simulator } from '../context.ts';
import type { BulkOperations } from '../admin-api/bulk/run-operations.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { Id, Shop } from '../world/types.ts';
import type { AppProcesses } from './app-processes.ts';
import type { Mailbox } from './mailbox.ts';
import type { Settling } from './settle.ts';

/** What the control calls may use. */
export interface Control {
  simulator: Simulator;
  dispatcher: Dispatcher;
  bulk: BulkOperations;
  processes: AppProcesses;
  settling: Settling;
  mailbox: Mailbox;
  setAppUrl(url: string): void;
  /** Of stores that a reset closed. */
  closedDomains: Set<string>;
  /** Renders Liquid that the app's proxy answered, in the shop's theme, for that customer or nobody. */
  renderLiquid(shop: Shop, liquid: string, customerId: Id | null): string;
  /** What has to end with the simulator. */
  onStop(end: () => void): void;
}
