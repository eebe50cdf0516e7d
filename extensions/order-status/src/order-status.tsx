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

function OrderStatus({ page }: { page: Page }) {
  // Undefined until Shopify has made the order.
  const order = useValue(shopify.order);
  const known = useValue(shopify.authenticationState);
  // Once they have logged in, another token says who they are: the block begins anew.
  return (
    <OrderBlock
      key={known}
      order={order?.id ?? null}
      surface="order_status"
      page={page}
      login={known === 'fully_authenticated' ? null : () => shopify.requireLogin()}
    />
  );
}
