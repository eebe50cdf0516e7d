import type { DataRequestFile } from '../../platform/privacy/api-types.ts';

/** Hands a text to the browser's own downloads. */
export function saveAsFile({ name, mediaType, text }: DataRequestFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the text by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
