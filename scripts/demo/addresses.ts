import type { Control } from './control.ts';

interface State {
  shop: { name: string };
  customers: { email: string | null; state: string }[];
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
    const someone =
      state.customers.find(({ email, state }) => email !== null && state === 'enabled') ?? state.customers[0];
    lines.push(`  ${state.shop.name}`);
    lines.push(`    as the merchant, the app in the store's admin   ${simulatorUrl}/store/${handle}/apps/regulars`);
    lines.push(`    as a shopper, the storefront                    http://${handle}.localhost:${port}/`);
    if (someone?.email) lines.push(`      log in there as                               ${someone.email}`);
    lines.push('');
  }
  lines.push(`  Behind the scenes: orders to refund or cancel, webhooks, mail, the clock   ${simulatorUrl}/`);
  lines.push(`  The app itself, as a monitor sees it                                       ${appUrl}/readyz`);
  lines.push('', '  Ctrl-C stops everything.', '');
  return lines.join('\n');
}
