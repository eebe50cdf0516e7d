import { createRandom } from '../random.ts';
import type { Colours, Motif } from './look.ts';
import type { Picture, Shape } from './picture.ts';

const shapes: Shape[] = [
  'giftBox',
  'mug',
  'bowl',
  'jug',
  'vase',
  'planter',
  'cushion',
  'towel',
  'candle',
  'basket',
  'shelfJar',
  'frame',
  'plate',
  'lamp',
];
const motifs: Motif[] = ['leaf', 'hills', 'sun', 'waves', 'flower', 'dots', 'stripes', 'check', 'arches'];
const colours: Colours[] = [
  { ground: '#f2ecdf', main: '#e3d8c3', deep: '#7b6a4f', accent: '#b89f74' },
  { ground: '#e1e8da', main: '#7f9169', deep: '#414f34', accent: '#dfe3c4' },
  { ground: '#f4e1d6', main: '#c0623f', deep: '#6f2e18', accent: '#f0cda5' },
  { ground: '#dee5ea', main: '#4b6479', deep: '#263746', accent: '#cddbe3' },
  { ground: '#f6e6e2', main: '#dfaea0', deep: '#8b5548', accent: '#fbeee8' },
  { ground: '#ece2ea', main: '#80597a', deep: '#442c41', accent: '#dcc4d8' },
];

/** A picture for a product of which only the name is known: always the same one for the same name. */
export function pictureFor(handle: string): Picture {
  const random = createRandom(handle);
  return { shape: random.pick(shapes), colours: random.pick(colours), motif: random.pick(motifs) };
}
