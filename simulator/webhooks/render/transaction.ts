import { gatewayNames, isManualGateway } from '../../world/payments.ts';
import { convert, decimalText } from '../../money.ts';
import type { Order, Transaction } from '../../world/types.ts';
import { amount, gid, number, zoned, type Rendering } from './values.ts';

/** `order_transactions/create`, and `transactions[]` of a refund. */
export function renderTransaction(
  rendering: Rendering,
  order: Order,
  transaction: Transaction,
): Record<string, unknown> {
  const at = zoned(transaction.processedAt, rendering.shop.timeZone);
  const unsettled = transaction.kind === 'authorization' ? transaction.amount : 0;
  const position = order.transactions.indexOf(transaction) + 1;
  return {
    id: number(transaction.id),
    order_id: number(order.id),
    kind: transaction.kind,
    gateway: transaction.gateway,
    status: transaction.status,
    message: null,
    created_at: at,
    test: order.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: transaction.parentId === null ? null : number(transaction.parentId),
    processed_at: at,
    device_id: null,
    error_code: null,
    source_name: order.sourceName,
    ...paymentDetails(transaction),
    receipt: {},
    amount: amount(transaction.amount, order),
    currency: order.currency,
    payment_id: `${order.name}.${position}`,
    total_unsettled_set: {
      presentment_money: {
        amount: decimalText(
          convert(unsettled, order.currency, order.presentmentCurrency, order.exchangeRate),
          order.presentmentCurrency,
        ),
        currency: order.presentmentCurrency,
      },
      shop_money: { amount: amount(unsettled, order), currency: order.currency },
    },
    manual_payment_gateway: isManualGateway(transaction.gateway),
    amount_rounding: null,
    admin_graphql_api_id: gid('OrderTransaction', transaction.id),
  };
}

/** Only payments by card have them; refunds do not repeat them. */
function paymentDetails({ gateway, kind }: Transaction): Record<string, unknown> {
  if (gateway !== gatewayNames.card || kind === 'refund' || kind === 'void') return {};
  return {
    payment_details: {
      credit_card_bin: null,
      avs_result_code: null,
      cvv_result_code: null,
      credit_card_number: '•••• •••• •••• 4242',
      credit_card_company: 'Visa',
      buyer_action_info: null,
      credit_card_name: null,
      credit_card_wallet: null,
      credit_card_expiration_month: null,
      credit_card_expiration_year: null,
      payment_method_name: 'visa',
    },
  };
}
