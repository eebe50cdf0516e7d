/** Starts the requests of a page without waiting for them: the page shows its skeleton, and its errors, itself. */
export const warm = (start: () => Promise<unknown>[]) => (): null => {
  void Promise.allSettled(start());
  return null;
};
