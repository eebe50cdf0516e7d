/** The block on the page of an order, which customers come back to. */
import type { Api } from '@shopify/ui-extensions/customer-account.order-status.block.render';
import { render } from 'preact';
import { OrderBlock } from './order-block.tsx';
import { type Page, pageOf } from './page.ts';
import { useValue } from './use-value.ts';

declare const shopify: Api;

// oxlint-disable-next-line import/no-default-export -- what Shopify calls
export default function start(): void {
  render(<OrderStatus page={pageOf(shopify)} />, document.body);
}

/** Webhooks take seconds, and at the worst some hours. */
const FRESH_MS = 3_600_000;

/** Undefined: Shopify is still making it. */
function isFresh(processedAt: string | undefined): boolean {
  return processedAt === undefined || Date.now() - Date.parse(processedAt) < FRESH_MS;
}

function OrderStatus({ page }: { page: Page }) {
  // Undefined until Shopify has made the order.
  const order = useValue(shopify.order);
  const known = useValue(shopify.authenticationState);
  // Once they have logged in, another token says who they are: the block begins anew.
  return (
    <OrderBlock
      key={known}
      order={order?.id ?? null}
      fresh={isFresh(order?.processedAt)}
      surface="order_status"
      page={page}
      login={known === 'fully_authenticated' ? null : () => shopify.requireLogin()}
    />
  );
}
