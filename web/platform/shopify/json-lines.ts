/** Bytes as they come → batches of whole lines, with the place in the file that they reach to. Holds one batch and one unfinished line. */
export interface LineBatch {
  lines: string[];
  /** Bytes of the file up to the end of the last of them. */
  end: number;
}

/** Shopify's objects stay below this by far; a line that does not end must not fill the memory. */
const LONGEST_LINE = 8 * 2 ** 20;
const BATCH_BYTES = 2 ** 20;
const NEW_LINE = 0x0a;

export interface Span {
  /** Byte of the file at which the bytes begin. */
  startsAt: number;
  /** Byte from which lines are wanted; what is before is skipped. */
  from: number;
  /** More bytes than this are refused. */
  largest: number;
}

/** Throws on a line, or a file, that is too long. An empty line is none. */
export async function* jsonLines(chunks: AsyncIterable<Uint8Array>, span: Span): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let position = span.startsAt;
  let end = span.from;
  let unfinished: Uint8Array[] = [];
  let unfinishedBytes = 0;
  let lines: string[] = [];
  let batchBytes = 0;

  function take(): void {
    const bytes = unfinished.length === 1 && unfinished[0] ? unfinished[0] : Buffer.concat(unfinished);
    const line = decoder.decode(bytes);
    if (line.trim() !== '') lines.push(line);
    batchBytes += bytes.length;
    unfinished = [];
    unfinishedBytes = 0;
  }
  function keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    unfinished.push(bytes);
    unfinishedBytes += bytes.length;
    if (unfinishedBytes > LONGEST_LINE) throw new Error('a line of a bulk operation’s result is too long');
  }

  for await (const chunk of chunks) {
    const skipped = Math.min(Math.max(span.from - position, 0), chunk.length);
    position += chunk.length;
    if (position > span.largest) throw new Error('the result of a bulk operation is too large');
    let rest = chunk.subarray(skipped);
    for (let at = rest.indexOf(NEW_LINE); at >= 0; at = rest.indexOf(NEW_LINE)) {
      keep(rest.subarray(0, at));
      take();
      rest = rest.subarray(at + 1);
      end = position - rest.length;
      if (batchBytes < BATCH_BYTES) continue;
      yield { lines, end };
      lines = [];
      batchBytes = 0;
    }
    // A copy, because a view would keep the whole chunk.
    keep(rest.slice());
  }
  if (unfinishedBytes > 0) {
    take();
    end = position;
  }
  if (batchBytes > 0 || lines.length > 0) yield { lines, end };
}
