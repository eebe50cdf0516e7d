/** A copy as a file, for the store to hand on: to read (HTML), for a spreadsheet (CSV), or for a program (JSON). */
import type { DataRequestFile, FileFormat } from './api-types.ts';
import { type Cell, cellText, cellValue, type ExportSection, type Language, type Words } from './sections.ts';

export interface Copy {
  requestId: string;
  /** Ms. */
  requestedAt: number;
  sections: readonly ExportSection[];
}

const TITLE: Words = { en: 'What this store holds about you', vi: 'Dữ liệu cửa hàng đang lưu về bạn' };
const AS_OF: Words = { en: 'As of', vi: 'Tính đến' };
const NOTHING: Words = { en: 'Nothing is held.', vi: 'Không có dữ liệu nào được lưu.' };

const FORMATS: Record<FileFormat, { mediaType: string; write(copy: Copy, language: Language): string }> = {
  html: { mediaType: 'text/html; charset=utf-8', write: html },
  csv: { mediaType: 'text/csv; charset=utf-8', write: csv },
  json: { mediaType: 'application/json; charset=utf-8', write: json },
};

export function isFileFormat(text: string): text is FileFormat {
  return Object.hasOwn(FORMATS, text);
}

export function exportFile(copy: Copy, format: FileFormat, language: Language): DataRequestFile {
  const { mediaType, write } = FORMATS[format];
  return { name: `personal-data-${copy.requestId}.${format}`, mediaType, text: write(copy, language) };
}

function html(copy: Copy, language: Language): string {
  const word = (words: Words) => escaped(words[language]);
  const tables = copy.sections.map(
    ({ title, columns, rows }) => `<h2>${word(title)}</h2>
<table>
<thead><tr>${columns.map((column) => `<th scope="col">${word(column.title)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cellText(cell, language))}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table>`,
  );
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${word(TITLE)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${word(TITLE)}</h1>
<p>${word(AS_OF)} ${cellText({ at: copy.requestedAt }, language)}</p>
${tables.length > 0 ? tables.join('\n') : `<p>${word(NOTHING)}</p>`}
</body>
</html>
`;
}

/** Sections one below the other, each under its heading. The mark at the beginning tells spreadsheets that it is UTF-8. */
function csv({ sections, requestedAt }: Copy, language: Language): string {
  const blocks = sections.map(({ title, columns, rows }) =>
    [[title], columns.map((column) => column.title), ...rows]
      .map((row) => row.map((cell) => csvCell(cell, language)).join(','))
      .join('\r\n'),
  );
  const heading = csvCell(
    `${TITLE[language]}. ${AS_OF[language]} ${cellText({ at: requestedAt }, language)}`,
    language,
  );
  return `\uFEFF${[heading, ...(blocks.length > 0 ? blocks : [csvCell(NOTHING, language)])].join('\r\n\r\n')}\r\n`;
}

function csvCell(cell: Cell, language: Language): string {
  const text = cellText(cell, language);
  // What begins like a formula would be reckoned by a spreadsheet. Our own numbers may.
  const safe = typeof cell !== 'number' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function json({ sections, requestedAt }: Copy): string {
  const held = sections.map(({ id, columns, rows }) => [
    id,
    rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.id, cellValue(row[index] ?? null)]))),
  ]);
  return `${JSON.stringify({ asOf: new Date(requestedAt).toISOString(), held: Object.fromEntries(held) }, null, 2)}\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
