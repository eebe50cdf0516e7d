/** The page on which people choose what they get, as HTML without scripts; its one style sheet is named in its content policy. */
import { createHash } from 'node:crypto';
import type { Language } from '../privacy/sections.ts';
import { choicesTexts } from './choices-texts.ts';
import { asItIs, html, type Html } from './markup.ts';

export interface Choices {
  language: Language;
  storeName: string;
  kinds: readonly { name: string; title: string; wanted: boolean }[];
  /** Everything was stopped, and nothing has been said against it since. */
  unsubscribed: boolean;
  /** The choice has just been stored. */
  saved: boolean;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px 16px; font: 16px/24px -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; background: Canvas; color: CanvasText; }
main { max-width: 34rem; margin: 0 auto; overflow-wrap: anywhere; }
h1 { font-size: 24px; line-height: 32px; }
h2 { font-size: 18px; line-height: 28px; margin: 40px 0 4px; }
p { margin: 0 0 16px; }
label { display: flex; gap: 12px; align-items: flex-start; padding: 8px 0; }
input { width: 20px; height: 20px; margin: 2px 0; flex: none; }
button { font: inherit; font-weight: 600; padding: 12px 20px; border: 2px solid CanvasText; border-radius: 6px; background: CanvasText; color: Canvas; cursor: pointer; }
button.second { background: Canvas; color: CanvasText; margin-top: 12px; }
button:focus-visible, input:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
[role=status] { padding: 12px 16px; border-left: 4px solid CanvasText; }
`;

export const CHOICES_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function choicesPage({ language, storeName, kinds, unsubscribed, saved }: Choices): string {
  const texts = choicesTexts[language];
  const title = texts.title(storeName);
  if (unsubscribed)
    return page(
      language,
      title,
      html`<p role="status">${texts.unsubscribed(storeName)}</p><p>${texts.subscribeAgain}</p>`,
    );
  return page(
    language,
    title,
    html`${saved ? html`<p role="status">${texts.saved}</p>` : null}
<form method="post">
<p>${texts.aboutAll(storeName)}</p>
<button name="do" value="all">${texts.unsubscribeAll}</button>
</form>
${kinds.length === 0 ? null : chooser(language, kinds)}`,
  );
}

function chooser(language: Language, kinds: Choices['kinds']): Html {
  const texts = choicesTexts[language];
  return html`<form method="post">
<h2 id="kinds">${texts.chooseHeading}</h2>
<p>${texts.chooseHint}</p>
<div role="group" aria-labelledby="kinds">
${kinds.map(
  ({ name, title, wanted }) =>
    html`<label><input type="checkbox" name="kind" value="${name}"${asItIs(wanted ? ' checked' : '')}><span>${title}</span></label>\n`,
)}</div>
<button class="second" name="do" value="choose">${texts.save}</button>
</form>`;
}

export function invalidLinkPage(language: Language): string {
  const { invalidTitle, invalid } = choicesTexts[language];
  return page(language, invalidTitle, html`<p>${invalid}</p>`);
}

function page(language: Language, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${asItIs(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.markup;
}
