import { expect, test, vi } from 'vitest';
import { LATE, within } from './within.ts';

test('what ends in time is answered, what does not is late, and what fails fails', async () => {
  vi.useFakeTimers();
  try {
    expect(await within(1_000, Promise.resolve('done'))).toBe('done');
    await expect(within(1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
    const late = within(1_000, new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toBe(LATE);
  } finally {
    vi.useRealTimers();
  }
});
