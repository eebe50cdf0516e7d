import type { Control } from './control.ts';

interface Customer {
  email: string | null;
  /** As in the Admin API: ENABLED has an account. */
  state: string;
  metafields: { key: string; jsonValue: unknown }[];
}

interface State {
  shop: { name: string };
  customers: Customer[];
}

/** Where to look, in plain words. */
export async function addresses(
  control: Control,
  simulatorUrl: string,
  appUrl: string,
  shops: readonly string[],
): Promise<string> {
  const { port } = new URL(simulatorUrl);
  const lines = [''];
  for (const shop of shops) {
    const handle = shop.replace(/\.myshopify\.com$/, '');
    const state = await control.get<State>(`state?shop=${encodeURIComponent(shop)}`);
    const email = worthLoggingInAs(state.customers);
    lines.push(`  ${state.shop.name}`);
    lines.push(`    as the merchant, the app in the store's admin   ${simulatorUrl}/store/${handle}/apps/regulars`);
    lines.push(`    as a shopper, the storefront                    http://${handle}.localhost:${port}/`);
    if (email) lines.push(`      log in there as                               ${email}`);
    lines.push('');
  }
  lines.push(`  Behind the scenes: orders to refund or cancel, webhooks, mail, the clock   ${simulatorUrl}/`);
  lines.push(`  The app itself, as a monitor sees it                                       ${appUrl}/readyz`);
  lines.push('', '  Ctrl-C stops everything.', '');
  return lines.join('\n');
}

/** The e-mail address of whoever has most to see: an account, with points to use and points on their way. */
export function worthLoggingInAs(customers: readonly Customer[]): string | null {
  let best: { email: string; shows: number } | null = null;
  for (const { email, state, metafields } of customers) {
    if (email === null) continue;
    const points = metafields.find(({ key }) => key === 'points')?.jsonValue;
    const shows =
      (state === 'ENABLED' ? 4 : 0) + (hasSome(points, 'available') ? 2 : 0) + (hasSome(points, 'pending') ? 1 : 0);
    if (best === null || shows > best.shows) best = { email, shows };
  }
  return best?.email ?? null;
}

function hasSome(points: unknown, kind: 'available' | 'pending'): boolean {
  return typeof points === 'object' && points !== null && kind in points && Number(Reflect.get(points, kind)) > 0;
}
