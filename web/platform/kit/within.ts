/** Waits for what takes its time, but not for ever. Wall time: somebody sits in front of it. */
export const LATE = Symbol('late');

/** `LATE` when it has not ended after so many ms; it goes on all the same. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
