/** The block on the page that says thank you, right after the checkout. */
import type { Api } from '@shopify/ui-extensions/purchase.thank-you.block.render';
import { render } from 'preact';
import { OrderBlock } from './order-block.tsx';
import { useValue } from './use-value.ts';

declare const shopify: Api;

// oxlint-disable-next-line import/no-default-export -- what Shopify calls
export default function start(): void {
  render(<ThankYou />, document.body);
}

function ThankYou() {
  const { order } = useValue(shopify.orderConfirmation);
  const { i18n, sessionToken, extension } = shopify;
  const page = {
    translate: (key: string) => i18n.translate(key),
    getToken: () => sessionToken.get(),
    edited: extension.editor !== undefined,
  };
  return <OrderBlock order={order.id} surface="thank_you" page={page} login={null} />;
}
