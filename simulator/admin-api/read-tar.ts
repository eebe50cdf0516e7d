import { gunzipSync } from 'node:zlib';

/** The bytes of one file in a gzipped tar (npm's tarballs are plain ustar); null when it is not there. */
export function fileInTarball(tarball: Uint8Array, path: string): Uint8Array | null {
  const tar = gunzipSync(tarball);
  const text = (start: number, length: number) => {
    const field = tar.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString('utf8');
  };
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = text(at, 100);
    const prefix = text(at + 345, 155);
    const size = Number.parseInt(text(at + 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size)) throw new Error(`damaged tar entry ${JSON.stringify(name)}`);
    if ((prefix ? `${prefix}/${name}` : name) === path) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return null;
}
