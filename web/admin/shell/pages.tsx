import { Box, InlineStack, Pagination } from '@shopify/polaris';
import type { ListAddress } from './list-address.ts';

/** On and back below a list; nothing where there is one page only. */
export function Pages({ next, address }: { next: string | null; address: ListAddress }) {
  if (next === null && address.after === null) return null;
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="center">
        <Pagination
          hasNext={next !== null}
          hasPrevious={address.after !== null}
          onNext={() => (next === null ? undefined : address.next(next))}
          onPrevious={address.previous}
        />
      </InlineStack>
    </Box>
  );
}
