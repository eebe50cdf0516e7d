import type { GetToken } from './ask-app.ts';

/** What both pages of Shopify's have. */
export interface Page {
  translate(key: string): string;
  getToken: GetToken;
  /** The merchant is placing the block, nobody is looking at an order. */
  edited: boolean;
}

interface Given {
  i18n: { translate(key: string): string };
  sessionToken: { get(): Promise<string> };
  extension: { editor?: unknown };
}

/** The same as long as the page is open. */
export function pageOf({ i18n, sessionToken, extension }: Given): Page {
  return {
    translate: (key) => i18n.translate(key),
    getToken: () => sessionToken.get(),
    edited: extension.editor !== undefined,
  };
}
