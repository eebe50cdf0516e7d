/** Who may import whom. Each answer is the reason why not, or null. */
import type { Import, SourceFile } from './source-files.ts';

/** Where a file belongs. `slice` is the folder that has the door: `web/loyalty/points`. */
interface Place {
  area:
    | 'platform'
    | 'mirror'
    | 'offers'
    | 'loyalty'
    | 'retention'
    | 'insights'
    | 'admin'
    | 'root'
    | 'db'
    | 'simulator'
    | 'tools';
  slice: string;
}

const SLICES = ['mirror', 'offers', 'loyalty', 'retention', 'insights'] as const;

/** Beside itself, the kit and the database, a part of the platform may use these. */
const SIDEWAYS: Record<string, string[]> = {
  'api-keys': ['shopify'],
  backup: ['jobs', 'shopify'],
  http: ['shopify'],
  'dead-letters': ['jobs'],
  inbox: ['jobs', 'shopify'],
  messages: ['jobs', 'privacy', 'shopify'],
  privacy: ['jobs', 'shopify'],
};

const because = {
  simulator: 'the simulator shares no code with the app: only then is what it says about the app evidence',
  tools: 'shipped code knows no test, script or simulator',
  db: 'the database layer carries every slice, so it knows none: only the kit’s types',
  kit: 'the kit is the ground: it stands on nothing of ours',
  platform: 'the platform knows no slice by name: slices reach it as manifests',
  sideways: 'parts of the platform use each other only where this is listed, so that each can be read alone',
  mirror: 'the mirror copies what Shopify told us; it must not know what we make of it',
  upwards: 'offers are used by those who reward and win back, never the other way round',
  slices: 'slices do not know each other: app.ts passes a function in where one needs another',
  door: 'other slices come in by the door: index.ts says what a slice offers',
  admin: 'the admin page runs in a browser: only settings, API types, pure decisions and the kit without its log',
  root: 'app.ts alone names every slice; whoever imports it cannot be understood without the whole',
};

export function importOffence(from: SourceFile, to: Import, pure: (path: string) => boolean): string | null {
  if (!to.ours || isTest(from.path)) return simulatorTestOffence(from, to);
  const here = place(from.path);
  const there = place(to.target);
  // The page's preview shows the storefront's own words and styles.
  if (here.area === 'tools' || (here.area === 'admin' && to.target.startsWith('extensions/'))) return null;
  if (here.area === 'simulator') return there.area === 'simulator' ? null : because.simulator;
  if (there.area === 'simulator' || there.area === 'tools') return because.tools;
  if (here.slice === there.slice) return null;
  switch (here.area) {
    case 'db':
      return there.slice === 'web/platform/kit' ? null : because.db;
    case 'platform':
      return platformOffence(here, there);
    case 'admin':
      return adminOffence(there, to, pure);
    case 'root':
      return null;
    default:
      return sliceOffence(here, there, to);
  }
}

/** Tests may reach everything, but those of the simulator nothing of the app. */
function simulatorTestOffence(from: SourceFile, to: Import): string | null {
  if (!to.ours || !from.path.startsWith('simulator/')) return null;
  const { area } = place(to.target);
  return area === 'simulator' || to.target.startsWith('test/support/') ? null : because.simulator;
}

function platformOffence(here: Place, there: Place): string | null {
  if (here.slice === 'web/platform/kit') return because.kit;
  if (there.area === 'db' || there.slice === 'web/platform/kit' || there.slice === 'web/platform') return null;
  // What the contract `manifest.ts` and the other files beside it speak of.
  if (here.slice === 'web/platform' && there.area === 'platform') return null;
  if (there.area === 'root') return null;
  if (there.area !== 'platform') return because.platform;
  return SIDEWAYS[lastPart(here.slice)]?.includes(lastPart(there.slice)) ? null : because.sideways;
}

function adminOffence(there: Place, to: Import, pure: (path: string) => boolean): string | null {
  if (there.slice === 'web/platform/kit') return to.target.endsWith('/log.ts') ? because.admin : null;
  if (to.target.endsWith('/api-types.ts')) return null;
  if (there.area === 'db' || there.area === 'root') return because.admin;
  return to.target.endsWith('/settings.ts') || pure(to.target) ? null : because.admin;
}

function sliceOffence(here: Place, there: Place, to: Import): string | null {
  if (there.area === 'root') return to.target === 'web/config.ts' && to.typeOnly ? null : because.root;
  if (there.area === 'platform' || there.area === 'db') return null;
  if (there.area === 'admin') return because.slices;
  const isDoor = to.target === `${there.slice}/index.ts`;
  if (there.area === 'mirror') return isDoor ? null : because.door;
  if (here.area === 'mirror') return because.mirror;
  if (there.area === 'offers') return isDoor ? null : because.door;
  if (here.area === 'offers') return because.upwards;
  if (here.area === 'loyalty' && there.slice === 'web/loyalty/programme')
    return isDoor || to.target.endsWith('/settings.ts') ? null : because.door;
  if (here.slice === 'web/loyalty/programme') return because.slices;
  if (here.area === 'loyalty' && there.slice === 'web/loyalty/points') return isDoor ? null : because.door;
  if (here.area === 'retention' && there.slice === 'web/retention/shipments' && here.slice !== there.slice)
    return isDoor || to.target.endsWith('/settings.ts') ? null : because.door;
  return because.slices;
}

export function place(path: string): Place {
  const [top = '', area = '', slice = ''] = path.split('/');
  if (top === 'db') return { area: 'db', slice: 'db' };
  if (top === 'simulator') return { area: 'simulator', slice: 'simulator' };
  if (top !== 'web') return { area: 'tools', slice: top };
  if (area === 'platform') return { area, slice: slice.includes('.') ? 'web/platform' : `web/platform/${slice}` };
  if (area === 'admin') return { area, slice: 'web/admin' };
  const found = SLICES.find((name) => name === area);
  if (found) return { area: found, slice: slice.includes('.') ? `web/${area}` : `web/${area}/${slice}` };
  return { area: 'root', slice: 'web' };
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
