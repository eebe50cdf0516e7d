/** What a customer has got points for already; the birthday as they have told it. */
export interface MemberActions {
  readonly signedUp: boolean;
  /** The account is no older than the offer, and has not brought anything yet. */
  readonly canJoin: boolean;
  readonly subscribed: boolean;
  /** Ids of the links to networks. */
  readonly social: readonly string[];
  readonly birthday: {
    readonly month: number;
    readonly day: number;
    /** `YYYY-MM-DD`: the day from which another one is taken. */
    readonly changeableOn: string;
  } | null;
}
