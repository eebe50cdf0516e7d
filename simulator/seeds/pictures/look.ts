/** How a thing looks, whatever its shape; and what every shape needs to draw itself. */
export interface Look {
  colours: Colours;
  motif: Motif;
  /** A word or two printed on a package; ignored by shapes that carry no print. */
  label?: string;
  /** A second, smaller line of the print. */
  note?: string;
}
export interface Colours {
  /** Behind everything. */
  ground: string;
  /** The thing itself. */
  main: string;
  /** Shaded sides, lids, outlines. */
  deep: string;
  /** Print and pattern. */
  accent: string;
}
export type Motif =
  | 'bean'
  | 'leaf'
  | 'hills'
  | 'sun'
  | 'waves'
  | 'flower'
  | 'dots'
  | 'stripes'
  | 'check'
  | 'arches'
  | 'none';
/** Draws what stands on the floor line y = 640, centred on x = 400. */
export type Draw = (look: Look) => string;

export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}
