import { Tooltip } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** A label that says on hover, or when focused, how its number is computed. */
export function Explained({ how, children }: { how: string; children: ReactNode }) {
  return (
    <Tooltip content={how} hasUnderline width="wide">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the explanation must be reachable without a mouse */}
      <span tabIndex={0}>{children}</span>
    </Tooltip>
  );
}
