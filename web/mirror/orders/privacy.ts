import { decimalFromMinor } from '../../platform/kit/money.ts';
import type { PrivacyHooks } from '../../platform/manifest.ts';
import type { Cell, ExportSection } from '../../platform/privacy/sections.ts';
import { loadOrders, type MirroredOrder } from './store/load-order.ts';
import { forgetShopper } from './store/save-order.ts';

const ORDERS_PER_QUERY = 500;

const ORDER = { id: 'order', title: { en: 'Order', vi: 'Đơn hàng' } };
const AMOUNT = { id: 'amount', title: { en: 'Amount', vi: 'Số tiền' } };

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const orders: MirroredOrder[] = [];
    for (let start = 0; start < orderIds.length; start += ORDERS_PER_QUERY) {
      const some = await loadOrders(db.read, shopId, orderIds.slice(start, start + ORDERS_PER_QUERY));
      orders.push(...some.values());
    }
    orders.sort((a, b) => a.processedAt - b.processedAt);
    return [ordersOf(orders), linesOf(orders), refundsOf(orders)];
  },
  redactPerson: (_services, tx, shopId, { orderIds }) => forgetShopper(tx, shopId, orderIds),
};

const money = (minor: number, { currency }: MirroredOrder): string =>
  `${decimalFromMinor(minor, currency)} ${currency}`;
const moment = (at: number | null): Cell => (at === null ? null : { at });

function ordersOf(orders: readonly MirroredOrder[]): ExportSection {
  return {
    id: 'orders',
    title: { en: 'Orders', vi: 'Đơn hàng' },
    columns: [
      ORDER,
      { id: 'id', title: { en: 'Shopify number', vi: 'Mã Shopify' } },
      { id: 'placedAt', title: { en: 'Placed', vi: 'Đặt lúc' } },
      { id: 'paidAt', title: { en: 'Paid', vi: 'Thanh toán lúc' } },
      { id: 'total', title: { en: 'Total when placed', vi: 'Tổng khi đặt' } },
      { id: 'payment', title: { en: 'Payment', vi: 'Trạng thái thanh toán' } },
      { id: 'delivery', title: { en: 'Delivery', vi: 'Trạng thái giao hàng' } },
      { id: 'source', title: { en: 'Sales channel', vi: 'Kênh bán' } },
      { id: 'cancelledAt', title: { en: 'Cancelled', vi: 'Hủy lúc' } },
    ],
    rows: orders.map((order) => [
      order.name,
      order.id,
      moment(order.placedAt),
      moment(order.paidAt),
      money(order.total, order),
      order.financialStatus,
      order.fulfillmentStatus,
      order.sourceName,
      moment(order.cancelledAt),
    ]),
  };
}

function linesOf(orders: readonly MirroredOrder[]): ExportSection {
  return {
    id: 'order_lines',
    title: { en: 'What was bought', vi: 'Sản phẩm đã mua' },
    columns: [
      ORDER,
      { id: 'title', title: { en: 'Product', vi: 'Sản phẩm' } },
      { id: 'sku', title: { en: 'SKU', vi: 'SKU' } },
      { id: 'quantity', title: { en: 'Quantity', vi: 'Số lượng' } },
      { id: 'kept', title: { en: 'Not given back', vi: 'Không trả lại' } },
      { id: 'price', title: { en: 'Price of one', vi: 'Đơn giá' } },
    ],
    rows: orders.flatMap((order) =>
      order.lines.map((line) => [
        order.name,
        line.title,
        line.sku,
        line.quantity,
        line.currentQuantity,
        money(line.unitPrice, order),
      ]),
    ),
  };
}

function refundsOf(orders: readonly MirroredOrder[]): ExportSection {
  return {
    id: 'refunds',
    title: { en: 'Refunds', vi: 'Hoàn tiền' },
    columns: [ORDER, { id: 'at', title: { en: 'Time', vi: 'Thời gian' } }, AMOUNT],
    rows: orders.flatMap((order) =>
      order.refunds.map((refund) => [order.name, moment(refund.createdAt), money(refund.money, order)]),
    ),
  };
}
