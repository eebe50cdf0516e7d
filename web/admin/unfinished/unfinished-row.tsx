import { BlockStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { DeadLetterView } from '../../platform/dead-letters/api-types.ts';
import { useFormats } from '../format.ts';

/** What is affected, what that means, since when, and why. */
export function UnfinishedRow({ letter, timeZone }: { letter: DeadLetterView; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  const { id, kind, gaveUpAt, happenedAt, tries, why } = letter;
  const url = addressOf(letter);
  const name = letter.order?.name
    ? t('unfinished.orderNamed', { order: letter.order.name })
    : t(`unfinished.what.${kind}`);
  return (
    <div className="beside-button">
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm" breakWord>
          {url ? (
            <Link url={url} monochrome>
              {name}
            </Link>
          ) : (
            name
          )}
        </Text>
        <Text as="p">{t(`unfinished.means.${kind}`)}</Text>
        <Text as="p">{t(`unfinished.why.${why}`)}</Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {happenedAt
            ? t('unfinished.sinceOf', { at: dateTime(gaveUpAt, timeZone), of: dateTime(happenedAt, timeZone) })
            : t('unfinished.since', { at: dateTime(gaveUpAt, timeZone) })}{' '}
          {t('unfinished.tried', { count: tries })} {t('unfinished.number', { id })}
        </Text>
      </BlockStack>
    </div>
  );
}

/** Where the thing itself can be looked at. An order that only a file told has no page in the admin. */
function addressOf({ order, customerId, productId }: DeadLetterView): string | null {
  if (order) return /^\d+$/.test(order.id) ? `shopify://admin/orders/${order.id}` : null;
  if (customerId) return `/customers/${customerId}`;
  return productId ? `shopify://admin/products/${productId}` : null;
}
