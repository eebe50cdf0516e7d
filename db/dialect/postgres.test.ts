import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openDb } from '../open.ts';

test('a server that takes connections and says nothing is an error, and not waited for for ever', async () => {
  const open = new Set<Socket>();
  const silent = createServer((socket) => open.add(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const db = openDb(`postgres://nobody@127.0.0.1:${port}/nothing`, { connectTimeoutMs: 50 });
  try {
    await expect(db.read.selectFrom('inbox').select('topic').execute()).rejects.toThrow(/timeout/);
  } finally {
    await db.close();
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  }
});
