/** Everything that is held of a person: what each slice says, and the webhooks that are still stored as they came. */
import type { ShopId } from '../kit/ids.ts';
import type { Person, Services } from '../manifest.ts';
import type { PrivacyParts } from './erase-person.ts';
import { webhooksAbout } from './inbox-mentions.ts';
import type { ExportSection } from './sections.ts';

export async function exportPerson(
  services: Services,
  shopId: ShopId,
  parts: PrivacyParts,
  person: Person,
): Promise<ExportSection[]> {
  const sections: ExportSection[] = [];
  for (const hooks of parts.hooks) sections.push(...(await hooks.exportPerson(services, shopId, person)));
  const webhooks = await webhooksAbout(services.db.read, shopId, person);
  sections.push({
    id: 'messages',
    title: {
      en: 'Messages of Shopify that name you and are still kept for a short time',
      vi: 'Thông báo từ Shopify có nhắc đến bạn, còn được lưu trong thời gian ngắn',
    },
    columns: [
      { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
      { id: 'topic', title: { en: 'About', vi: 'Chủ đề' } },
      { id: 'text', title: { en: 'Text', vi: 'Nội dung' } },
    ],
    rows: webhooks.map(({ triggeredAt, topic, body }) => [{ at: triggeredAt }, topic, body]),
  });
  return sections;
}
