/** Polaris' links: inside the app through the router; to Shopify's admin (`shopify://admin/…`) and elsewhere out of the frame. */
import type { LinkLikeComponentProps } from '@shopify/polaris/build/ts/src/utilities/link';
import { Link, useLocation } from 'react-router';

/** Lets a page's back action return to the very search that led to it. */
export interface CameFrom {
  cameFrom: string;
}

export function PolarisLink({ url, external, target, children, download, ...rest }: LinkLikeComponentProps) {
  const { pathname, search } = useLocation();
  const own = url.startsWith('/') && !external && download === undefined;
  if (own) {
    return (
      <Link to={url} state={{ cameFrom: pathname + search } satisfies CameFrom} {...rest}>
        {children}
      </Link>
    );
  }
  const where = target ?? (url.startsWith('shopify:') ? '_top' : '_blank');
  return (
    <a
      href={url}
      target={where}
      rel={where === '_blank' ? 'noopener noreferrer' : undefined}
      download={download}
      {...rest}
    >
      {children}
    </a>
  );
}
