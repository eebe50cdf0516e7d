import { BlockStack, Card, Text } from '@shopify/polaris';
import type { DataSection } from '../../platform/privacy/api-types.ts';

/** Each table as the server words it; on a phone every row becomes a list of its cells. */
export function HeldData({ sections }: { sections: DataSection[] }) {
  return sections.map(({ id, title, columns, rows }) => (
    <Card key={id}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm" id={`held-${id}`}>
          {title}
        </Text>
        <div className="held-scroll">
          <table className="held" aria-labelledby={`held-${id}`}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, row) => (
                // oxlint-disable-next-line react/no-array-index-key -- a copy that never changes; two rows can be alike
                <tr key={row}>
                  {cells.map((cell, column) => (
                    <td key={columns[column]} data-column={columns[column]}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </BlockStack>
    </Card>
  ));
}
