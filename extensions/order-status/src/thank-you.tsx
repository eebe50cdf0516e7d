/** The block on the page that says thank you, right after the checkout. */
import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import { render } from 'preact';
import { OrderBlock } from './order-block.tsx';
import { type Page, pageOf } from './page.ts';
import { useValue } from './use-value.ts';

declare const shopify: Api;

// oxlint-disable-next-line import/no-default-export -- what Shopify calls
export default function start(): void {
  render(<ThankYou page={pageOf(shopify)} />, document.body);
}

function ThankYou({ page }: { page: Page }) {
  const { order } = useValue(shopify.orderConfirmation);
  return <OrderBlock order={order.id} fresh surface="thank_you" page={page} login={null} />;
}
