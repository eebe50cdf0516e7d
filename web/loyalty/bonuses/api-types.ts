/** How far a customer is on the way to a bonus for orders. `reached`: how often so far. */
export type BonusProgress =
  | { readonly kind: 'firstOrder'; readonly id: string; readonly points: number; readonly reached: number }
  | {
      readonly kind: 'orders';
      readonly id: string;
      readonly points: number;
      readonly repeat: boolean;
      readonly of: number;
      readonly done: number;
      readonly reached: number;
    }
  | {
      readonly kind: 'spend';
      readonly id: string;
      readonly points: number;
      readonly repeat: boolean;
      /** Decimal amounts of the store's currency. */
      readonly of: string;
      readonly done: string;
      readonly reached: number;
    };
