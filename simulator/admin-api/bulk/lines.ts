/** The answer of a query as lines of JSON: each node one line, a child with the id of its parent. */

export interface Line {
  text: string;
  /** Of the root's connection. */
  isRoot: boolean;
}

interface Connection {
  edges: { node: unknown }[];
}

/** Parents before their children, children right after their parent. */
export function linesOf(connection: unknown, parentId: string | null = null): Line[] {
  if (!isConnection(connection)) return [];
  return connection.edges.flatMap(({ node }) => {
    if (!isRecord(node)) return [];
    const children: Connection[] = [];
    const own = withoutConnections(node, children);
    if (parentId !== null) own.__parentId = parentId;
    const id = typeof node.id === 'string' ? node.id : null;
    const line = { text: `${JSON.stringify(own)}\n`, isRoot: parentId === null };
    return [line, ...children.flatMap((child) => linesOf(child, id))];
  });
}

function withoutConnections(value: Record<string, unknown>, found: Connection[]): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (isConnection(member)) found.push(member);
    else own[key] = isRecord(member) ? withoutConnections(member, found) : member;
  }
  return own;
}

function isConnection(value: unknown): value is Connection {
  return isRecord(value) && Array.isArray(value.edges);
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
