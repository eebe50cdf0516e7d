/**
 * Carries out a change of expiry (rule Q). Switched on, every lot gets a full period from then. A lot that is available and has a
 * date keeps it, whatever is changed later, because its owner was told; what is still pending follows the programme. Switched
 * off, nothing lapses any more, but what has lapsed is gone.
 */
import type { Services, JobHandler } from '../../platform/manifest.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { afterBooking } from './after-booking.ts';
import type { AccountBook } from './account-book.ts';
import { expiresAt } from './booking-terms.ts';
import { bringToNow } from './bring-to-now.ts';
import { DATE_LOTS, LAPSE } from './job-kinds.ts';
import { saveBooks } from './ledger.ts';
import { readTerms } from './read-terms.ts';
import { loadBooks, lockAccounts } from './store/books.ts';
import { accountsToDate } from './store/due-lots.ts';
import { expiryCarriedOut, setExpiryCarriedOut } from './store/setup.ts';

/** The programme was changed, in whatever. */
export const onProgrammeChanged: JobHandler = async (services, { shopId }) => {
  const { expiry } = await readTerms(services.db.read, shopId);
  if (JSON.stringify(expiry) === ((await expiryCarriedOut(services.db.read, shopId)) ?? 'null')) return;
  await services.db.transaction((tx) => services.addJob(tx, { kind: DATE_LOTS, shopId, key: 'shop' }));
};

const PAGE = 200;

export const dateLots: JobHandler = async (services, { shopId }) => {
  const { db } = services;
  const { expiry } = await readTerms(db.read, shopId);
  for (let after = ''; ; ) {
    const accounts = await accountsToDate(db.read, shopId, after, PAGE);
    const last = accounts.at(-1);
    if (last === undefined) break;
    await datePage(services, shopId, accounts);
    after = last;
  }
  await db.transaction(async (tx) => {
    await setExpiryCarriedOut(tx, shopId, expiry && JSON.stringify(expiry));
    await services.addJob(tx, { kind: LAPSE, shopId, key: 'shop' });
  });
  // It may have been changed once more meanwhile.
  await onProgrammeChanged(services, { shopId, key: 'shop', payload: null, attempt: 1 });
};

async function datePage(services: Services, shopId: ShopId, accountIds: readonly string[]): Promise<void> {
  await services.db.transaction(async (tx) => {
    const now = services.clock.now();
    const accounts = [...new Set((await lockAccounts(tx, shopId, accountIds, [])).byId.values())];
    const books = await loadBooks(tx, shopId, accounts, await readTerms(tx, shopId), { dated: true });
    for (const book of books) {
      bringToNow(book, now);
      dateLotsOf(book);
    }
    const changes = await saveBooks(
      tx,
      shopId,
      now,
      books.flatMap((book, index) => {
        const account = accounts[index];
        return account ? [{ account, book }] : [];
      }),
    );
    await afterBooking(services, tx, shopId, changes);
  });
}

export function dateLotsOf(book: AccountBook): void {
  const { expiry } = book.terms;
  for (const lot of book.lots.values()) {
    if (lot.state === 'expired') continue;
    const keeps = expiry !== null && lot.expiresAt !== null && lot.state === 'available';
    const end = keeps ? lot.expiresAt : expiresAt(expiry, lot.availableAt);
    if (end === lot.expiresAt) continue;
    lot.expiresAt = end;
    book.touched.add(lot.id);
  }
}
