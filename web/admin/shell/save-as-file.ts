import type { TextFile } from '../../platform/kit/csv.ts';

/** Hands a text to the browser's own downloads. */
export function saveAsFile({ name, mediaType, text }: TextFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
