/** A customer's own link, made when it is first asked for. */
import { randomInt } from 'node:crypto';
import { findCustomer } from '../../mirror/customers/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { carriesExcludedTag } from '../points/index.ts';
import type { ProgrammeSettings } from '../programme/index.ts';
import { codeOf, insertLink } from './store/links.ts';
import { friendsOf } from './store/referrals.ts';
import { keepTraces, ofAdvocate } from './store/traces.ts';
import { type Seen, tracesOfSeen } from './trace-digest.ts';

export interface OwnReferrals {
  /** Below the store's own address: `/apps/regulars/r/K7GQ2M9X`. */
  path: string;
  /** Friends whose reward still waits, and those who brought one for good, with the points of these. */
  waiting: number;
  rewarded: number;
  points: number;
}

/** Null: friends are not to be brought at present, or not by this customer. `seen`: from where the customer looks. */
export async function ownReferrals(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  { settings, pathPrefix, seen }: { settings: ProgrammeSettings; pathPrefix: string; seen: Seen },
): Promise<OwnReferrals | null> {
  if (!settings.referrals.on || settings.status !== 'on') return null;
  const { read } = services.db;
  const customer = await findCustomer(read, shopId, customerId);
  if (customer && carriesExcludedTag(customer.tags, settings)) return null;
  const traces = tracesOfSeen(services.config, shopId, seen);
  const code = await services.db.transaction(async (tx) => {
    if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return null;
    const now = services.clock.now();
    await keepTraces(tx, shopId, ofAdvocate(customerId), traces, now);
    const known = await codeOf(tx, shopId, customerId);
    if (known !== null) return known;
    for (;;) {
      const made = newCode();
      if (await insertLink(tx, shopId, { code: made, customerId, createdAt: now })) return made;
    }
  });
  if (code === null) return null;
  return { path: linkPath(pathPrefix, code), ...(await friendsOf(read, shopId, customerId)) };
}

export function linkPath(pathPrefix: string, code: string): string {
  return `${pathPrefix}/r/${code}`;
}

/** No letter that looks like a digit. 8 of them are 39 bits: trying them all finds nobody before it is noticed. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const LENGTH = 8;

function newCode(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** As somebody typed it; null when it cannot be one. */
export function readCode(text: string | undefined): string | null {
  const code = (text ?? '').toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
}
