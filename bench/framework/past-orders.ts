/** Lines of a bulk operation's file, made as they are read, so that the file itself takes no memory here. */
const money = (amount: string) => ({ shopMoney: { amount } });
const LINES_EACH = 3;
const GROUP = 1_000;

/** The bytes of so many orders with three lines each; within each thousand, lines stand before and far from their orders. */
export async function* pastOrders(orders: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < orders; start += GROUP) {
    const lines: string[] = [];
    for (let number = start; number < Math.min(start + GROUP, orders); number += 1) lines.push(...orderLines(number));
    lines.reverse();
    yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
  }
}

function orderLines(number: number): string[] {
  const id = `gid://shopify/Order/${5_000_000_000_000 + number}`;
  const at = new Date(Date.UTC(2025, 0, 1) + number * 60_000).toISOString();
  const order = {
    id,
    name: `#${1000 + number}`,
    currencyCode: 'USD',
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'FULFILLED',
    sourceName: 'web',
    test: false,
    taxesIncluded: false,
    createdAt: at,
    processedAt: at,
    cancelledAt: null,
    updatedAt: at,
    originalTotalPriceSet: money('60.00'),
    subtotalPriceSet: money('60.00'),
    subtotalLineItemsQuantity: LINES_EACH,
    purchasingEntity: null,
    customer: { id: `gid://shopify/Customer/${7_000_000_000_000 + (number % 20_000)}`, createdAt: at },
    transactions: [{ kind: 'SALE', status: 'SUCCESS', processedAt: at, amountSet: money('60.00') }],
    refunds: [],
    fulfillments: [
      {
        id: `gid://shopify/Fulfillment/${4_000_000_000_000 + number}`,
        status: 'SUCCESS',
        displayStatus: 'DELIVERED',
        createdAt: at,
        updatedAt: at,
        trackingInfo: [{ company: 'GHN', number: `VN${number}`, url: null }],
      },
    ],
  };
  const line = (index: number) => ({
    id: `gid://shopify/LineItem/${9_000_000_000_000 + number * LINES_EACH + index}`,
    title: 'Coffee beans, medium roast',
    sku: `BEANS-${index}`,
    quantity: 1,
    currentQuantity: 1,
    isGiftCard: false,
    requiresShipping: true,
    product: { id: `gid://shopify/Product/${index + 1}` },
    variant: { id: `gid://shopify/ProductVariant/${index + 1}` },
    originalUnitPriceSet: money('20.00'),
    discountAllocations: [],
    taxLines: [{ priceSet: money('1.60') }],
    __parentId: id,
  });
  return [order, ...Array.from({ length: LINES_EACH }, (_, index) => line(index))].map((each) => JSON.stringify(each));
}
