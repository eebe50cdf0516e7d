/**
 * The one layout of all emails: an HTML part and a text part that say the same. Mail programs know little CSS, so what matters stands in style
 * attributes; colours of the dark follow in a style sheet for those that read it. No pictures: nothing is loaded, nobody is counted.
 */
import type { Language } from '../privacy/sections.ts';
import type { Email, EmailBlock } from './email-kind.ts';
import { asItIs, html, type Html } from './markup.ts';

export interface Rendered {
  subject: string;
  html: string;
  text: string;
}

export interface Surroundings {
  language: Language;
  storeName: string;
  /** Where one chooses what one gets; null for what nobody can leave. */
  choicesUrl: string | null;
}

const WORDS = {
  en: { unsubscribe: 'Unsubscribe, or choose which emails you get' },
  vi: { unsubscribe: 'Hủy đăng ký hoặc chọn loại email muốn nhận' },
} satisfies Record<Language, unknown>;

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** Contrast on white and on the dark ground is at least 4.5 : 1 each. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .ground { background: #121212 !important; }
  .sheet { background: #1e1e1e !important; }
  .ink { color: #f2f2f2 !important; }
  .soft { color: #b5b5b5 !important; }
  .line { border-color: #3a3a3a !important; }
  .press { background: #f2f2f2 !important; color: #121212 !important; }
}`;

export function renderEmail(email: Email, around: Surroundings): Rendered {
  return { subject: email.subject, html: htmlPart(email, around).markup, text: textPart(email, around) };
}

function htmlPart(email: Email, { language, storeName, choicesUrl }: Surroundings): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${email.subject}</title>
<style>${asItIs(STYLE)}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f4f4f4">
<div style="display:none;max-height:0;overflow:hidden">${email.preview}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f4f4">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:8px">
<tr><td style="padding:28px 24px;${FONT}">
<p class="soft" style="margin:0 0 20px;font-size:14px;line-height:20px;color:#5c5c5c">${storeName}</p>
<h1 class="ink" style="margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600;color:#1a1a1a">${email.heading}</h1>
${email.blocks.map(htmlBlock)}
</td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="soft" style="padding:16px 24px;${FONT};font-size:13px;line-height:20px;color:#5c5c5c">
<p style="margin:0">${email.why}</p>
${
  choicesUrl === null
    ? null
    : html`<p style="margin:8px 0 0"><a class="soft" href="${choicesUrl}" style="color:#5c5c5c">${WORDS[language].unsubscribe}</a></p>`
}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function htmlBlock(block: EmailBlock): Html {
  if ('text' in block)
    return html`<p class="ink" style="margin:0 0 16px;font-size:16px;line-height:24px;color:#1a1a1a">${block.text}</p>\n`;
  if ('figure' in block)
    return html`<p style="margin:0 0 16px"><span class="ink" style="display:block;font-size:32px;line-height:40px;font-weight:600;color:#1a1a1a;overflow-wrap:anywhere">${block.figure}</span><span class="soft" style="display:block;font-size:14px;line-height:20px;color:#5c5c5c">${block.label}</span></p>\n`;
  if ('rows' in block) {
    const cell = 'padding:8px 0;border-top:1px solid #e3e3e3;font-size:15px;line-height:22px;vertical-align:top';
    return html`${block.title === undefined ? null : html`<h2 class="ink" style="margin:24px 0 8px;font-size:16px;line-height:24px;font-weight:600;color:#1a1a1a">${block.title}</h2>\n`}<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px">
${block.rows.map(
  ([label, value]) =>
    html`<tr><th scope="row" class="soft line" align="left" style="${asItIs(cell)};padding-right:16px;font-weight:400;color:#5c5c5c">${label}</th><td class="ink line" align="right" style="${asItIs(cell)};color:#1a1a1a">${value}</td></tr>\n`,
)}</table>\n`;
  }
  if ('link' in block)
    return html`<p style="margin:0 0 16px;font-size:16px;line-height:24px"><a class="ink" href="${webAddress(block.url)}" style="color:#1a1a1a">${block.link}</a></p>\n`;
  return html`<p style="margin:24px 0 16px"><a class="press" href="${webAddress(block.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1a1a1a;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">${block.button}</a></p>\n`;
}

function textPart(email: Email, { language, storeName, choicesUrl }: Surroundings): string {
  const foot = ['-- ', email.why, ...(choicesUrl === null ? [] : [`${WORDS[language].unsubscribe}: ${choicesUrl}`])];
  return `${[storeName, email.heading, ...email.blocks.map(textBlock), foot.join('\n')].join('\n\n')}\n`;
}

function textBlock(block: EmailBlock): string {
  if ('text' in block) return block.text;
  if ('figure' in block) return `${block.figure}\n${block.label}`;
  if ('rows' in block)
    return [block.title ?? [], block.rows.map(([label, value]) => `${label}: ${value}`)].flat(2).join('\n');
  if ('link' in block) return `${block.link}: ${webAddress(block.url)}`;
  return `${block.button}: ${webAddress(block.url)}`;
}

/** Throws on everything else, such as `javascript:`. */
function webAddress(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error('a button or link leads to no web address');
  return url;
}
