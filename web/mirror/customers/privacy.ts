import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Person, PrivacyHooks } from '../../platform/manifest.ts';
import { forgetPlace } from '../syncs/index.ts';
import { dropMerges, withMergedInto } from './merges.ts';
import { customersWithEmail, dropCustomers, findCustomers } from './store.ts';

/** Whom these details mean, by the id where there is one, else by the address. (No telephone number is kept.) */
export async function findPerson(
  handle: Reader,
  shopId: ShopId,
  asked: { id: CustomerId | null; email: string | null },
): Promise<Pick<Person, 'customerIds' | 'emails' | 'names'>> {
  const named =
    asked.id !== null ? [asked.id] : asked.email === null ? [] : await customersWithEmail(handle, shopId, asked.email);
  const customerIds = await withMergedInto(handle, shopId, named);
  const customers = await findCustomers(handle, shopId, customerIds);
  const names = customers.flatMap(({ firstName, lastName }) =>
    firstName && lastName ? [`${firstName} ${lastName}`, `${lastName} ${firstName}`] : [],
  );
  return { customerIds, emails: customers.flatMap(({ email }) => email ?? []), names };
}

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    const customers = await findCustomers(db.read, shopId, customerIds);
    const known = new Set<string>(customers.map(({ id }) => id));
    return [
      {
        id: 'customer',
        title: { en: 'Customer', vi: 'Khách hàng' },
        columns: [
          { id: 'id', title: { en: 'Shopify number', vi: 'Mã Shopify' } },
          { id: 'firstName', title: { en: 'First name', vi: 'Tên' } },
          { id: 'lastName', title: { en: 'Last name', vi: 'Họ' } },
          { id: 'email', title: { en: 'Email', vi: 'Email' } },
          { id: 'tags', title: { en: 'Tags', vi: 'Thẻ' } },
          { id: 'since', title: { en: 'Customer since', vi: 'Khách hàng từ' } },
        ],
        rows: customers.map((customer) => [
          customer.id,
          customer.firstName,
          customer.lastName,
          customer.email,
          customer.tags.join(', '),
          { at: customer.createdAt },
        ]),
      },
      {
        id: 'merged',
        title: {
          en: 'Customer records that were merged into this one',
          vi: 'Hồ sơ khách hàng đã được gộp vào hồ sơ này',
        },
        columns: [{ id: 'id', title: { en: 'Shopify number', vi: 'Mã Shopify' } }],
        rows: customerIds.length < 2 ? [] : customerIds.filter((id) => !known.has(id)).map((id) => [id]),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, { customerIds }) {
    await dropCustomers(tx, shopId, customerIds);
    await dropMerges(tx, shopId, customerIds);
    await forgetPlace(tx, shopId, customerIds);
  },
};
