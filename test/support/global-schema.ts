/** The simulator executes Shopify's own schema; it is fetched once and cached. */
import { fetchAdminSchema } from '../../simulator/admin-api/fetch-schema.ts';

export default async function setup(): Promise<void> {
  await fetchAdminSchema();
}
