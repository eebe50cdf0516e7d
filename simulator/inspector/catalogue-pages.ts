import { html, type Html } from '../html.ts';
import { decimalText } from '../money.ts';
import type { Discount, Shop } from '../world/types.ts';
import { callForm, choice, field, tick } from './call-form.ts';
import { moment, type Places } from './layout.ts';

export function productsPage(shop: Shop, places: Places): Html {
  return html`<h2>Products</h2>
    <section class="panel"><table>
      <tr><th>Product</th><th>Variants</th><th>Collections</th><th>Status</th></tr>
      ${[...shop.products.values()].map(
        (product) => html`<tr>
          <td><a href="${places.storefront(shop)}products/${product.handle}" target="_blank" rel="noopener">${product.title}</a><br><small class="quiet">${product.id}</small></td>
          <td>${product.variants.map((variant) => html`${variant.title} ${decimalText(variant.price, shop.currency)} <small class="quiet">${variant.id}</small><br>`)}</td>
          <td>${[...shop.collections.values()].filter(({ productIds }) => productIds.includes(product.id)).map(({ title }) => html`${title}<br>`)}</td>
          <td><span class="pill ${product.status === 'ACTIVE' ? 'good' : ''}">${product.status.toLowerCase()}</span>${product.isGiftCard && html` <span class="pill">gift card</span>`}</td>
        </tr>`,
      )}
    </table></section>`;
}

export function discountsPage(shop: Shop): Html {
  return html`<h2>Discounts</h2>
    <section class="panel"><table>
      <tr><th>Title</th><th>Codes</th><th>Value</th><th>For</th><th>From, until</th><th>Combines with</th></tr>
      ${[...shop.discounts.values()].map((discount) => discountRow(shop, discount))}
    </table></section>
    <h2>Gift cards</h2>
    <section class="panel">
      <table><tr><th>Code</th><th class="number">Balance</th><th>Customer</th></tr>
      ${[...shop.giftCards.values()].map((card) => html`<tr><td><code>${card.code}</code></td><td class="number">${decimalText(card.balance, shop.currency)}</td><td>${card.customerId}</td></tr>`)}
      </table>
      ${callForm('giftCards', { shop: shop.domain }, 'Issue', [field('amount', 'Amount', { required: true }), field('customer', 'Customer id', { width: 'wide' })])}
    </section>
    <h2>Add a discount</h2>
    <section class="panel">${callForm('discounts', { shop: shop.domain }, 'Add', [
      field('title', 'Title', { required: true, width: 'wide' }),
      field('codes', 'Codes (none = automatic)', { as: 'list', width: 'wide' }),
      choice('kind', 'Kind', [
        ['percentage', 'Percentage'],
        ['amount', 'Amount'],
        ['freeShipping', 'Free shipping'],
      ]),
      field('percentage', 'Percentage (0–1)', { as: 'number' }),
      field('amount', 'Amount'),
      field('minimumSubtotal', 'Minimum'),
      field('usageLimit', 'Uses', { as: 'number' }),
      field('products', 'Product ids', { as: 'list', width: 'wide' }),
      field('customers', 'Customer ids', { as: 'list', width: 'wide' }),
      tick('oncePerCustomer', 'Once per customer'),
    ])}</section>`;
}

function discountRow({ currency }: Shop, discount: Discount): Html {
  const value =
    discount.kind === 'freeShipping'
      ? 'free shipping'
      : discount.kind === 'percentage'
        ? `${Math.round(discount.value * 1000) / 10} %`
        : `${decimalText(discount.value, currency)}${discount.appliesOnEachItem ? ' each' : ''}`;
  const limits = [
    discount.customerIds && `${discount.customerIds.length} customers`,
    (discount.productIds ?? discount.variantIds) && 'some products',
    discount.minimumSubtotal !== null && `from ${decimalText(discount.minimumSubtotal, currency)}`,
    discount.minimumQuantity !== null && `from ${discount.minimumQuantity} items`,
    discount.usageLimit !== null && `${discount.usageLimit} uses`,
    discount.oncePerCustomer && 'once each',
  ].filter(Boolean);
  const combines = Object.entries(discount.combinesWith).flatMap(([kind, on]) => (on ? [kind] : []));
  return html`<tr>
    <td>${discount.title}</td>
    <td>${discount.codes.length === 0 ? 'automatic' : discount.codes.slice(0, 5).map(({ code, used }) => html`<code>${code}</code> used ${used}<br>`)}${discount.codes.length > 5 && `and ${discount.codes.length - 5} more`}</td>
    <td>${value}</td>
    <td>${limits.join(', ') || 'everyone'}</td>
    <td>${moment(discount.startsAt)}<br>${discount.endsAt === null ? 'no end' : moment(discount.endsAt)}</td>
    <td>${combines.join(', ') || 'nothing'}</td>
  </tr>`;
}
