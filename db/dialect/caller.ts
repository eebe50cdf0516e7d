/** What a dialect's driver asks about the code that calls it. */
export interface Caller {
  /** Throws when it stands inside a transaction, which on one connection would wait for itself for ever. */
  refuseInside(): void;
  /** About the transaction that it begins. */
  mayBeLost(): boolean;
}
