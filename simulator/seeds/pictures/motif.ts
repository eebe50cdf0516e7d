/** Small ornaments and all-over patterns, so that two bags of the same colour are still two bags. */
import type { Motif } from './look.ts';

/** One ornament centred on (x, y), about `size` wide. */
export function ornament(motif: Motif, x: number, y: number, size: number, colour: string): string {
  return `<g transform="translate(${x} ${y}) scale(${size / 100})" fill="none" stroke="${colour}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">${strokes[motif]}</g>`;
}

/** An all-over pattern as a `<pattern>` named `id`; fill a shape with `url(#id)`. */
export function pattern(id: string, motif: Motif, colour: string): string {
  const tile = tiles[motif].replaceAll('INK', colour);
  return `<defs><pattern id="${id}" width="60" height="60" patternUnits="userSpaceOnUse">${tile}</pattern></defs>`;
}

const strokes: Record<Motif, string> = {
  bean: '<g transform="rotate(-28)"><ellipse rx="30" ry="44"/><path d="M2-44c-20 26 18 60-4 88"/></g><g transform="translate(44 26) rotate(24) scale(.55)"><ellipse rx="30" ry="44"/><path d="M2-44c-20 26 18 60-4 88"/></g>',
  leaf: '<path d="M0 48C-44 20-34-30 0-52 34-30 44 20 0 48Z"/><path d="M0 56V-30M0 22l20-16M0 22l-20-16M0-4l15-13M0-4l-15-13"/>',
  hills:
    '<path d="M-58 34-20-28 4 8 22-14 58 34Z"/><path d="M-34-4l12 6 10-8M-58 50H58"/><circle cx="34" cy="-38" r="11"/>',
  sun: '<circle r="22"/><path d="M0-36v-16M0 36v16M36 0h16M-36 0h-16M26-26l11-11M-26 26l-11 11M26 26l11 11M-26-26l-11-11"/>',
  waves: '<path d="M-54-22q18-18 36 0t36 0 36 0M-54 4q18-18 36 0t36 0 36 0M-54 30q18-18 36 0t36 0 36 0"/>',
  flower:
    '<circle r="11"/><path d="M0-11c-22-18-14-42 0-42s22 24 0 42M0 11c22 18 14 42 0 42s-22-24 0-42M-11 0c-18 22-42 14-42 0s24-22 42 0M11 0c18-22 42-14 42 0s-24 22-42 0"/>',
  dots: '<circle cx="-30" cy="-22" r="8"/><circle cx="6" cy="-34" r="8"/><circle cx="34" cy="-6" r="8"/><circle cx="-6" cy="4" r="8"/><circle cx="-36" cy="26" r="8"/><circle cx="18" cy="34" r="8"/>',
  stripes: '<path d="M-46-32H46M-46-11H46M-46 11H46M-46 32H46"/>',
  check: '<path d="M-40-40H40V40H-40ZM-40 0H40M0-40V40M-40-40 40 40M40-40-40 40"/>',
  arches: '<path d="M-44 44V0a44 44 0 0 1 88 0v44M-28 44V2a28 28 0 0 1 56 0v42M-12 44V4a12 12 0 0 1 24 0v40"/>',
  none: '<path d="M-30 0H30"/>',
};

const tiles: Record<Motif, string> = {
  bean: '<g fill="none" stroke="INK" stroke-width="3"><ellipse cx="18" cy="18" rx="8" ry="12" transform="rotate(-25 18 18)"/><ellipse cx="46" cy="44" rx="8" ry="12" transform="rotate(30 46 44)"/></g>',
  leaf: '<path d="M15 30C4 20 8 6 15 0c7 6 11 20 0 30ZM45 60C34 50 38 36 45 30c7 6 11 20 0 30Z" fill="INK"/>',
  hills: '<path d="M0 40 15 18 30 40 45 18 60 40" fill="none" stroke="INK" stroke-width="5"/>',
  sun: '<circle cx="30" cy="30" r="10" fill="INK"/><path d="M30 8v8M30 44v8M8 30h8M44 30h8M15 15l5 5M40 40l5 5M45 15l-5 5M20 40l-5 5" stroke="INK" stroke-width="3"/>',
  waves: '<path d="M0 15q15-14 30 0t30 0M0 45q15-14 30 0t30 0" fill="none" stroke="INK" stroke-width="4"/>',
  flower:
    '<g fill="INK"><circle cx="30" cy="19" r="8"/><circle cx="30" cy="41" r="8"/><circle cx="19" cy="30" r="8"/><circle cx="41" cy="30" r="8"/></g>',
  dots: '<circle cx="15" cy="15" r="5" fill="INK"/><circle cx="45" cy="45" r="5" fill="INK"/>',
  stripes: '<path d="M0 10H60M0 30H60M0 50H60" stroke="INK" stroke-width="7"/>',
  check: '<path d="M0 0H30V60H0Z" fill="INK" opacity=".5"/><path d="M0 0H60V30H0Z" fill="INK" opacity=".5"/>',
  arches:
    '<path d="M6 60V34a24 24 0 0 1 48 0v26M20 60V36a10 10 0 0 1 20 0v24" fill="none" stroke="INK" stroke-width="4"/>',
  none: '',
};
