/** Fills the simulator with stores, installs the app in them and lets their past arrive. */
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import type { DeliverySettings } from '../../web/retention/shipments/settings.ts';
import type { TrackingSettings } from '../../web/retention/tracking/settings.ts';
import type { Control } from './control.ts';
import type { DemoOptions } from './options.ts';
import { demoProgramme } from './programmes.ts';
import { demoDelivery, demoTracking } from './tracking.ts';

interface NewStore {
  shop: string;
  /** The past that waits to be told; null = none. */
  history: { orders: number; firstOrderAt: string } | null;
}

/** Before anything happens: then a night passes over the stores' past before anybody looks, with all that is done at night. */
export async function startYesterday(control: Control): Promise<void> {
  await control.post('clock', { set: new Date(Date.now() - 86_400_000).toISOString() });
}

export async function loadStores(
  control: Control,
  options: DemoOptions,
  say: (line: string) => void,
): Promise<string[]> {
  const stores: NewStore[] = [];
  for (const seed of options.seeds) stores.push(await control.post<NewStore>('stores', { seed }));
  if (options.orders !== null) {
    say(`Reading ${options.orders}`);
    stores.push(await control.post<NewStore>('stores', { orders: options.orders }));
  }
  for (const { shop, history } of stores) {
    say(`Installing the app in ${shop}`);
    await control.post('install', { shop });
    await finish(control);
    if (!history) continue;
    await startProgrammeAt(control, shop, history.firstOrderAt);
    await setUpTracking(control, shop);
    say(`Sending ${history.orders} orders of ${shop} as signed webhooks`);
    await control.post('history', { shop });
  }
  await finish(control, say);
  say('Letting a night pass');
  await control.post('clock', { advance: 'P1D' });
  const { deadLetters } = await finish(control, say);
  if (deadLetters > 0) throw new Error(`${deadLetters} pieces of work failed for good while loading; the log says why`);
  if (options.live) await control.post('live', { running: true });
  return stores.map(({ shop }) => shop);
}

/** Orders from before the programme's start earn nothing, and a demo without points or rewards shows nothing. */
async function startProgrammeAt(control: Control, shop: string, firstOrderAt: string): Promise<void> {
  const document = await control.admin<ProgrammeDocument>(shop, 'GET', '/api/programme');
  const programme = demoProgramme(document, document.currency);
  await control.admin(shop, 'PUT', '/api/programme', { ...programme, startsAt: firstOrderAt });
}

async function setUpTracking(control: Control, shop: string): Promise<void> {
  const { currency } = await control.admin<ProgrammeDocument>(shop, 'GET', '/api/programme');
  const change = async <Settings>(path: string, changed: (present: Settings) => Settings): Promise<void> => {
    const { settings, version } = await control.admin<SettingsDocument<Settings>>(shop, 'GET', path);
    await control.admin(shop, 'PUT', path, { settings: changed(settings), version });
  };
  await change<DeliverySettings>('/api/delivery/settings', (present) => demoDelivery(present, currency));
  const email = `hello@${shop.split('.')[0]}.example`;
  await change<TrackingSettings>('/api/tracking/settings', (present) => demoTracking(present, email));
}

async function finish(control: Control, say?: (line: string) => void): Promise<{ deadLetters: number }> {
  for (let rounds = 1; ; rounds += 1) {
    const done = await control.settle(10);
    if (done) return done;
    say?.(`  still working, ${rounds * 10} s`);
    if (rounds === 90) throw new Error('The app has not caught up with its webhooks after 15 minutes');
  }
}
