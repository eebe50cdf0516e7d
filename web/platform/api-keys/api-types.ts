/** What the admin API answers about the keys of the merchant's own programs. */
export const apiScopes = ['actions', 'points'] as const;
/** actions: say what customers have done. points: say how many points that brings. */
export type ApiScope = (typeof apiScopes)[number];

/** `GET /api/keys` */
export interface ApiKeys {
  readonly keys: readonly ApiKey[];
}
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** To the hour; null = never. */
  readonly lastUsedAt: string | null;
}
/** `POST /api/keys {name, scopes}`: `text` is what the program sends; it is shown now and never again. */
export interface NewApiKey extends ApiKey {
  readonly text: string;
}
