/** An id for something new in the settings, which it keeps for good: the beginning of `like`, then something by chance. */
export function newId(like: string): string {
  const stem = like.replace(/-[0-9a-f]{8}$/, '').slice(0, 30);
  return `${stem}-${crypto.randomUUID().slice(0, 8)}`;
}
