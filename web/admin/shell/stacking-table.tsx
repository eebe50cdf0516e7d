/** A table on a desk; on a phone every row becomes a list of its cells, so that nothing has to be scrolled sideways. */
import type { ReactNode } from 'react';

interface Props {
  labelledBy: string;
  columns: string[];
  rows: ReactNode[][];
  /** Every column but the first holds numbers. */
  numbers?: boolean;
  /** Below all others, such as a sum. */
  foot?: ReactNode[];
}

export function StackingTable({ labelledBy, columns, rows, numbers = false, foot }: Props) {
  const cellsOf = (cells: ReactNode[]) =>
    cells.map((cell, column) => (
      <td key={columns[column]} data-column={columns[column]}>
        {cell}
      </td>
    ));
  return (
    <div className="held-scroll">
      <table className={numbers ? 'held held-numbers' : 'held'} aria-labelledby={labelledBy}>
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
            // oxlint-disable-next-line react/no-array-index-key -- the rows are shown as they came; two can be alike
            <tr key={row}>{cellsOf(cells)}</tr>
          ))}
        </tbody>
        {foot ? (
          <tfoot>
            <tr>{cellsOf(foot)}</tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
