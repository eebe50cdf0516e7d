import { Link } from '@shopify/polaris';

/** A tracking number; its carrier's page opens beside Shopify's admin. */
export function ParcelNumber({ number, url }: { number: string; url: string | null }) {
  return url ? (
    <Link url={url} target="_blank" monochrome>
      {number}
    </Link>
  ) : (
    number
  );
}
