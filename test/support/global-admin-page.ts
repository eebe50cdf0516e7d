import { buildAdminPage } from '../../scripts/build-admin-page.ts';

export default async function setup(): Promise<void> {
  await buildAdminPage();
}
