/** Whose a tracking number may be, by its form. */

export interface CarrierGuess {
  id: string;
  name: string;
  /** The carrier's page about the number. */
  url: string | null;
}
