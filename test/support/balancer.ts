/** What stands before several web processes: each connection goes to the next one that answers. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Balancer {
  url: string;
  stop(): Promise<void>;
}

/** `targets` is asked at each connection; addresses of processes that have gone are passed over. */
export async function startBalancer(targets: () => readonly string[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer((incoming) => {
    hold(incoming);
    const all = targets();
    turn += 1;
    pass(incoming, [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)]);
  });

  function hold(socket: Socket): void {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Whoever is at the other end was killed: so is the connection.
    socket.on('error', () => socket.destroy());
  }
  function pass(incoming: Socket, [target, ...others]: string[]): void {
    if (target === undefined) {
      incoming.destroy();
      return;
    }
    const { hostname, port } = new URL(target);
    const outgoing = connect(Number(port), hostname);
    hold(outgoing);
    let connected = false;
    outgoing.once('connect', () => {
      connected = true;
      incoming.pipe(outgoing).pipe(incoming);
    });
    outgoing.once('close', () => {
      if (connected) incoming.destroy();
      else pass(incoming, others);
    });
    incoming.once('close', () => outgoing.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
