/** `npm run schema`: makes sure that Shopify's Admin schema lies in `.cache`, and prints where. */
import { fetchAdminSchema } from '../simulator/admin-api/fetch-schema.ts';

try {
  console.log(await fetchAdminSchema());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
