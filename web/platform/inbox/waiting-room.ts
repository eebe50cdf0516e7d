/**
 * How much of webhooks that have come and are not stored yet may be in memory. Who finds no room is sent away before it costs any, and
 * comes again: Shopify delivers what was not acknowledged for four hours.
 */
export interface WaitingRoom {
  /** One more webhook? Then it must leave, whatever becomes of it. */
  enter(): boolean;
  /** More bytes of its body? Only what has come counts, because a length that is merely announced costs its sender nothing. */
  hold(bytes: number): boolean;
  leave(heldBytes: number): void;
  inside(): { webhooks: number; bytes: number };
}

export interface RoomLimits {
  webhooks: number;
  bytes: number;
}

/** Some seconds of the fastest intake; text takes up to three times its bytes while it is stored. */
export const ROOM: RoomLimits = { webhooks: 5_000, bytes: 64 * 1024 * 1024 };

export function createWaitingRoom(limits: RoomLimits = ROOM): WaitingRoom {
  let webhooks = 0;
  let bytes = 0;
  return {
    enter() {
      if (webhooks >= limits.webhooks || bytes >= limits.bytes) return false;
      webhooks += 1;
      return true;
    },
    hold(more) {
      if (bytes + more > limits.bytes) return false;
      bytes += more;
      return true;
    },
    leave(heldBytes) {
      webhooks -= 1;
      bytes -= heldBytes;
    },
    inside: () => ({ webhooks, bytes }),
  };
}
