import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import xz from 'xz-decompress';

/** The text of a CSV file, unpacked by what its name ends in: `.gz`, `.xz`, or as it is. Errors come out of the stream. */
export function openFile(path: string): Readable {
  const file = createReadStream(path);
  if (path.endsWith('.gz')) {
    const unpacked = createGunzip();
    file.on('error', (error) => unpacked.destroy(error));
    return file.pipe(unpacked);
  }
  if (!path.endsWith('.xz')) return file;
  const packed = Readable.toWeb(file) as ReadableStream<Uint8Array>;
  return Readable.from(chunks(new xz.XzReadableStream(packed)));
}

async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
