/**
 * What many ask for while one request is answered (the store, its settings) is read once. Known for that request alone: the next one reads
 * anew, so no process shows what another has changed.
 */
import type { ShopId } from '../web/platform/kit/ids.ts';
import type { Reader } from './open.ts';

const looks = new WeakSet<Reader>();

/** From now on `handle` remembers what is read `once`. Only for reads; whoever changes something reads it in its transaction. */
export function remembering(handle: Reader): Reader {
  looks.add(handle);
  return handle;
}

/** `read` with a memory for handles that remember; with all others, as it is. What was not there is asked for again. */
export function once<Result>(
  read: (handle: Reader, shopId: ShopId) => Promise<Result>,
): (handle: Reader, shopId: ShopId) => Promise<Result> {
  const known = new WeakMap<Reader, Map<ShopId, Promise<Result>>>();
  return (handle, shopId) => {
    if (!looks.has(handle)) return read(handle, shopId);
    const ofHandle = known.get(handle) ?? new Map<ShopId, Promise<Result>>();
    known.set(handle, ofHandle);
    const before = ofHandle.get(shopId);
    if (before) return before;
    const now = read(handle, shopId);
    ofHandle.set(shopId, now);
    const forget = () => ofHandle.delete(shopId);
    now.then((result) => result === null && forget(), forget);
    return now;
  };
}
