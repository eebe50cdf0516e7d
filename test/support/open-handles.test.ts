import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { openHandles } from './open-handles.ts';

test('a server that was left open is reported, and one that was closed is not', async () => {
  const before = openHandles();
  const server = createServer().listen(0);
  await once(server, 'listening');
  await expect(before.sameAgain(50)).rejects.toThrow('1 × TCPServerWrap');
  server.close();
  await once(server, 'close');
  await before.sameAgain();
});
