import { createServer } from 'node:net';

/** Nothing when `port` can be listened on at 127.0.0.1; else throws with what to do. */
export async function assertPortFree(port: number, flag: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Error(
            `Port ${port} is taken by another program. Stop that one, or choose another port: npm run demo -- ${flag} ${port + 10}`,
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new Error(
            `This user may not listen on port ${port}. Choose one above 1023: npm run demo -- ${flag} ${port + 3000}`,
          ),
        );
      } else reject(error);
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
