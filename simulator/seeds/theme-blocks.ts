import type { ThemeBlock } from '../world/types.ts';

/** Where a merchant who followed the setup guide would have put the app's blocks. */
export const placedBlocks = (): ThemeBlock[] => [
  { handle: 'product-points', template: 'product', settings: {} },
  { handle: 'points-balance', template: 'index', settings: {} },
  { handle: 'points-account', template: 'customers/account', settings: {} },
  { handle: 'tracking', template: 'customers/account', settings: {} },
  { handle: 'points-panel', template: '*', settings: {} },
];
