import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import xz from 'xz-decompress';

/** The bytes of a CSV file, unpacked by what its name ends in: `.gz`, `.xz`, or as it is. Errors come out of the stream. */
export function openExport(path: string): Readable {
  const file = createReadStream(path);
  if (path.endsWith('.gz')) {
    const unpacked = createGunzip();
    file.on('error', (error) => unpacked.destroy(error));
    return file.pipe(unpacked);
  }
  return path.endsWith('.xz') ? Readable.from(unpacked(Readable.toWeb(file) as ReadableStream<Uint8Array>)) : file;
}

async function* unpacked(packed: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = new xz.XzReadableStream(packed).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
