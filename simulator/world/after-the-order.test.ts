/** Refunds, edits, exchanges, cancellation: what happens to money, lines and status. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cancelOrder } from './cancel-order.ts';
import { editOrder, exchangeOrder } from './edit-order.ts';
import { addShipmentEvent, cancelFulfillment, fulfilOrder } from './fulfil-order.ts';
import { currentTotals, outstanding, paidAmount, refundedAmount } from './order-state.ts';
import { payOrder, voidOrder } from './pay-order.ts';
import { createGiftCard } from './payments.ts';
import { placeOrder } from './place-order.ts';
import { refundOrder } from './refund-order.ts';
import { item, lineOf, testShop, units } from './world.fixture.ts';

describe('refunds', () => {
  test('units of a line carry its discount and tax, and all of them together exactly the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 99_999 }),
        fc.nat(100),
        fc.nat(5000),
        (quantity, price, off, tax) => {
          const { order, shop, world } = testShop();
          const discount = Math.floor((price * quantity * off) / 100);
          fc.pre(discount < price * quantity);
          const placed = order({ lines: [{ ...item(price, quantity), discount }], tax });
          let back = 0;
          for (let unit = 0; unit < quantity; unit += 1) {
            const refund = refundOrder(world, shop, placed, { lines: [units(placed, 0)] });
            for (const line of refund.lines) back += line.subtotal + line.tax;
          }
          expect(back).toBe(placed.total);
          expect(refundedAmount(placed)).toBe(placed.total);
          expect(placed.financialStatus).toBe('refunded');
          expect(currentTotals(placed).total).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a typed amount without lines lowers the order and leaves its lines', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(10_000)], tax: 2300, shipping: 700 });
    topics();
    const refund = refundOrder(world, shop, placed, { amount: 2600 });
    expect(refund).toMatchObject({ lines: [], discrepancy: 2600, shipping: 0 });
    expect(placed).toMatchObject({ financialStatus: 'partially_refunded', total: 13_000 });
    expect(currentTotals(placed).total).toBe(10_400);
    expect(outstanding(placed)).toBe(0);
    expect(topics()).toEqual(['order_transactions/create', 'refunds/create', 'orders/updated']);
  });

  test('lines returned for less than they are worth leave a difference', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(5000), item(5000)] });
    const refund = refundOrder(world, shop, placed, { lines: [units(placed, 0)], amount: 4000 });
    expect(refund.discrepancy).toBe(-1000);
    expect(refundedAmount(placed)).toBe(4000);
    expect(currentTotals(placed).total).toBe(6000);
  });

  test('shipping can be refunded once', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(9000)], shipping: 700 });
    refundOrder(world, shop, placed, { shippingAmount: 700 });
    expect(currentTotals(placed)).toMatchObject({ subtotal: 9000, shipping: 0, total: 9000 });
    expect(() => refundOrder(world, shop, placed, { shippingAmount: 1 })).toThrow(/more shipping/);
  });

  test('nothing comes back that was not bought or not paid', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(1000, 2)] });
    expect(() => refundOrder(world, shop, placed, { lines: [units(placed, 0, 3)] })).toThrow(/2 are left/);
    expect(() => refundOrder(world, shop, placed, { amount: 2001 })).toThrow(/more than was paid/);
    expect(() => refundOrder(world, shop, placed, {})).toThrow(/nothing to refund/);
    expect(placed.refunds).toEqual([]);
    expect(lineOf(placed, 0).currentQuantity).toBe(2);
  });

  test('store credit gets what goes to store credit', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(6000), item(4000)] });
    refundOrder(world, shop, placed, { lines: [units(placed, 1)], to: 'storeCredit' });
    expect(shop.customers.get(placed.customerId ?? '')?.storeCredit).toBe(4000);
    expect(placed.transactions.at(-1)).toMatchObject({ kind: 'refund', gateway: 'shopify_store_credit', amount: 4000 });
    const second = order({ lines: [item(4000)], payWith: 'storeCredit' });
    expect(second.financialStatus).toBe('paid');
    expect(shop.customers.get(placed.customerId ?? '')?.storeCredit).toBe(0);
  });

  test('lines of an unpaid order leave it without money', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(6000), item(4000)], paid: false });
    const refund = refundOrder(world, shop, placed, { lines: [units(placed, 1)] });
    expect(refund.transactionIds).toEqual([]);
    expect(placed.financialStatus).toBe('pending');
    payOrder(world, shop, placed);
    expect(paidAmount(placed)).toBe(6000);
    expect(placed.financialStatus).toBe('paid');
  });
});

describe('paying later', () => {
  test('the merchant marks cash on delivery as paid', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(1000)], paid: false, payWith: 'cod' });
    topics();
    payOrder(world, shop, placed);
    expect(topics()).toEqual(['order_transactions/create', 'orders/paid', 'orders/updated']);
    expect(() => payOrder(world, shop, placed)).toThrow(/nothing left/);
  });

  test('only what was not paid can be voided', () => {
    const { order, shop, world } = testShop();
    const waiting = order({ lines: [item(1000)], paid: false });
    voidOrder(world, shop, waiting);
    expect(waiting.financialStatus).toBe('voided');
    expect(() => payOrder(world, shop, waiting)).toThrow(/voided/);
    expect(() => voidOrder(world, shop, order({ lines: [item(1000)] }))).toThrow(/paid/);
  });
});

describe('edits', () => {
  test('an added line is collected at once', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(10_000)] });
    topics();
    editOrder(world, shop, placed, { add: [item(3000)] });
    expect(topics()).toEqual(['orders/edited', 'order_transactions/create', 'orders/paid', 'orders/updated']);
    expect(placed.financialStatus).toBe('paid');
    expect(paidAmount(placed)).toBe(13_000);
    expect(placed.total).toBe(10_000);
    expect(currentTotals(placed).total).toBe(13_000);
    expect(lineOf(placed, 1).addedLater).toBe(true);
  });

  test('or waits, when the merchant does not collect', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(10_000)] });
    editOrder(world, shop, placed, { add: [item(3000)], collect: false });
    expect(placed.financialStatus).toBe('partially_paid');
    expect(outstanding(placed)).toBe(3000);
    payOrder(world, shop, placed);
    expect(placed.financialStatus).toBe('paid');
  });

  test('a removed line stands among the refunds, and its money goes back', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(7500), item(2500)] });
    topics();
    editOrder(world, shop, placed, { remove: [units(placed, 1)] });
    expect(topics()).toEqual(['orders/edited', 'refunds/create', 'order_transactions/create', 'orders/updated']);
    expect(placed.refunds[0]?.lines[0]).toMatchObject({ quantity: 1, subtotal: 2500, restock: 'cancel' });
    expect(refundedAmount(placed)).toBe(2500);
    expect(lineOf(placed, 1).currentQuantity).toBe(0);
  });

  test('added lines carry the order’s tax rate', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(10_000)], tax: 1000 });
    editOrder(world, shop, placed, { add: [item(5000)] });
    expect(lineOf(placed, 1).tax).toBe(500);
    expect(currentTotals(placed).total).toBe(16_500);
  });
});

describe('exchanges move the net difference', () => {
  test.each([
    [5000, 0, 0],
    [7000, 2000, 0],
    [3000, 0, 2000],
  ])('50.00 for %i', (price, collected, returned) => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(5000), item(5000)] });
    const back = exchangeOrder(world, shop, placed, { return: [units(placed, 1)], add: [item(price)] });
    expect(paidAmount(placed) - 10_000).toBe(collected);
    expect(refundedAmount(placed)).toBe(returned);
    expect(outstanding(placed)).toBe(0);
    expect(placed.refunds[0]).toMatchObject({ returnId: back.id, discrepancy: 0 });
    expect(back.exchangeLineIds).toEqual([lineOf(placed, 2).id]);
  });
});

describe('cancellation', () => {
  test('takes out what is left and returns what is left of the money', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(6000), item(4000)], shipping: 700, tax: 1000 });
    refundOrder(world, shop, placed, { lines: [units(placed, 0)] });
    topics();
    cancelOrder(world, shop, placed, { reason: 'CUSTOMER' });
    expect(topics()).toEqual(['order_transactions/create', 'refunds/create', 'orders/cancelled', 'orders/updated']);
    expect(placed).toMatchObject({ financialStatus: 'refunded', cancelReason: 'customer' });
    expect(refundedAmount(placed)).toBe(placed.total);
    expect(currentTotals(placed).total).toBe(0);
    expect(placed.refunds.at(-1)?.shipping).toBe(700);
    expect(() => cancelOrder(world, shop, placed)).toThrow(/already/);
  });

  test('an unpaid order becomes voided', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(6000)], paid: false });
    cancelOrder(world, shop, placed);
    expect(placed.financialStatus).toBe('voided');
    expect(refundedAmount(placed)).toBe(0);
  });

  test('the merchant may keep the money', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(6000)] });
    cancelOrder(world, shop, placed, { refund: false });
    expect(placed.financialStatus).toBe('paid');
    expect(refundedAmount(placed)).toBe(0);
  });

  test('what was shipped cannot be cancelled', () => {
    const { order, shop, world } = testShop();
    const placed = order({ lines: [item(6000)] });
    const parcel = fulfilOrder(world, shop, placed, {});
    expect(() => cancelOrder(world, shop, placed)).toThrow(/shipped/);
    cancelFulfillment(world, shop, placed, parcel);
    cancelOrder(world, shop, placed);
    expect(placed.cancelledAt).not.toBeNull();
  });
});

describe('parcels', () => {
  test('part by part until everything is on its way', () => {
    const { order, shop, world, topics } = testShop();
    const placed = order({ lines: [item(6000, 2), item(1000)] });
    topics();
    const first = fulfilOrder(world, shop, placed, { lines: [units(placed, 0)] });
    expect(placed.fulfillmentStatus).toBe('partial');
    fulfilOrder(world, shop, placed, {});
    expect(placed.fulfillmentStatus).toBe('fulfilled');
    expect(topics()).toEqual([
      'fulfillments/create',
      'orders/partially_fulfilled',
      'orders/updated',
      'fulfillments/create',
      'orders/fulfilled',
      'orders/updated',
    ]);
    expect(() => fulfilOrder(world, shop, placed, {})).toThrow(/nothing left/);
    addShipmentEvent(world, shop, placed, first, { status: 'DELIVERED', city: 'Hanoi' });
    expect(first.shipmentStatus).toBe('delivered');
    expect(() => addShipmentEvent(world, shop, placed, first, { status: 'lost' })).toThrow(/status must be/);
  });
});

test('each action on an order has a later updated_at, though the clock stands still', () => {
  const { order, shop, world } = testShop();
  const placed = order({ lines: [item(6000, 3)] });
  const times = [placed.updatedAt];
  for (let unit = 0; unit < 3; unit += 1) {
    refundOrder(world, shop, placed, { lines: [units(placed, 0)] });
    times.push(placed.updatedAt);
  }
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 1000, 2000, 3000]);
});

test('what a gift card paid goes back onto that card, also without a customer', () => {
  const { shop, world } = testShop();
  const card = createGiftCard(world, shop, { initial: 5000, code: 'GIFT-GIFT-GIFT' });
  const placed = placeOrder(world, shop, { lines: [item(3000)], payWith: 'giftCard', giftCardCode: 'giftgiftgift' });
  expect(card.balance).toBe(2000);
  refundOrder(world, shop, placed, { amount: 1000 });
  expect(card.balance).toBe(3000);
});
