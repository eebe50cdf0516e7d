/**
 * Product pictures, drawn by code: flat, softly lit shapes on a quiet ground, 800 × 800, distinct for each product by
 * shape, colours, pattern and label. No file of anyone else's, nothing to download.
 */
import { furnishings } from './furnishings.ts';
import { packages } from './packages.ts';
import { textiles } from './textiles.ts';
import { escapeXml, type Look } from './look.ts';
import { vessels } from './vessels.ts';

export interface Picture extends Look {
  shape: Shape;
}

export type Shape = keyof typeof shapes;

const shapes = { ...packages, ...vessels, ...textiles, ...furnishings };

/** The whole picture as an SVG document. `title` is read by screen readers. */
export function drawPicture(picture: Picture, title: string): string {
  const { ground } = picture.colours;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800" width="800" height="800" role="img" aria-label="${escapeXml(title)}">
<defs>
<radialGradient id="ground" cx=".5" cy=".38" r=".8"><stop offset="0" stop-color="${ground}" stop-opacity=".35"/><stop offset=".4" stop-color="${ground}" stop-opacity=".6"/><stop offset="1" stop-color="${ground}"/></radialGradient>
<linearGradient id="light" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity=".28"/><stop offset=".35" stop-color="#fff" stop-opacity=".06"/><stop offset="1" stop-color="#000" stop-opacity=".24"/></linearGradient>
<filter id="soft" x="-20%" y="-80%" width="140%" height="260%"><feGaussianBlur stdDeviation="14"/></filter>
</defs>
<rect width="800" height="800" fill="#fff"/><rect width="800" height="800" fill="url(#ground)"/>
<path d="M0 590H800V800H0Z" fill="${picture.colours.deep}" opacity=".07"/>
<ellipse cx="410" cy="650" rx="210" ry="22" fill="#20160f" opacity=".34" filter="url(#soft)"/>
${shapes[picture.shape](picture)}
</svg>`;
}
