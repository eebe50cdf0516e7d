/** Every migration, oldest first. Add at the end; never change one that has been released. */
import type { Migration } from './migration.ts';
import { platform } from './2026-11-21-1200-platform.ts';
import { mirror } from './2026-11-21-1210-mirror.ts';
import { points } from './2026-11-21-1220-points.ts';
import { jobs } from './2026-11-22-1000-jobs.ts';
import { history } from './2026-11-22-1010-history.ts';
import { pointsMergedAndAwarded } from './2026-11-22-1020-points.ts';
import { privacy } from './2026-11-22-1030-privacy.ts';
import { messages } from './2026-11-22-1100-messages.ts';
import { ledger } from './2026-11-22-1110-ledger.ts';
import { earning } from './2026-11-22-1120-earning.ts';
import { rewards } from './2026-11-22-1130-rewards.ts';
import { tiers } from './2026-11-22-1140-tiers.ts';
import { referrals } from './2026-11-22-1150-referrals.ts';
import { balances } from './2026-11-22-1160-balances.ts';
import { settings } from './2026-11-22-1200-settings.ts';
import { parcels } from './2026-11-22-1210-parcels.ts';
import { shipments } from './2026-11-22-1220-shipments.ts';
import { lookups } from './2026-11-22-1230-lookups.ts';
import { messagesOfOrders } from './2026-11-22-1235-messages.ts';
import { offers } from './2026-11-22-1240-offers.ts';
import { surveys } from './2026-11-22-1250-surveys.ts';

export const migrations: readonly Migration[] = [
  platform,
  mirror,
  points,
  jobs,
  history,
  pointsMergedAndAwarded,
  privacy,
  messages,
  ledger,
  earning,
  rewards,
  tiers,
  referrals,
  balances,
  settings,
  parcels,
  shipments,
  lookups,
  messagesOfOrders,
  offers,
  surveys,
];
