/** What the admin API of the programme answers. */
import type { ProgrammeSettings } from './settings.ts';

/** `GET /api/programme` and the answer to `PUT`: the settings, flat, and what belongs to them but cannot be set. */
export type ProgrammeDocument = ProgrammeSettings & {
  readonly version: number;
  readonly currency: string;
  readonly timeZone: string;
  /** The store's prices include tax. */
  readonly taxesIncluded: boolean;
};
