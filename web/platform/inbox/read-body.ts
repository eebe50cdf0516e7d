import type { IncomingMessage } from 'node:http';

/** `too_large`: longer than the limit. `no_room`: `hold` refused more. `cut_off`: the sender went away. */
export type NoBody = 'too_large' | 'no_room' | 'cut_off';

/**
 * The bytes of a request as they came: signatures are of these. What is too large is known as early as it can be, from the announced
 * length or from what came; the rest of it is read past and not kept.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  hold: (bytes: number) => boolean,
): Promise<Buffer | NoBody> {
  return new Promise((resolve) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      resolve('too_large');
      return;
    }
    let chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      const why = length > limit ? 'too_large' : hold(chunk.length) ? null : 'no_room';
      if (why === null) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      request.off('data', onData);
      request.resume();
      resolve(why);
    };
    request.on('data', onData);
    request.once('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    // After the end it says nothing new.
    request.once('close', () => resolve('cut_off'));
  });
}
