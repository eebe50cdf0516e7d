/** A copy as a file, for the store to hand on: to read (HTML), for a spreadsheet (CSV), or for a program (JSON). */
import { CSV_BEGINNING, CSV_TYPE, csvLine, type TextFile } from '../kit/csv.ts';
import type { FileFormat } from './api-types.ts';
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
  csv: { mediaType: CSV_TYPE, write: csv },
  json: { mediaType: 'application/json; charset=utf-8', write: json },
};

export function isFileFormat(text: string): text is FileFormat {
  return Object.hasOwn(FORMATS, text);
}

export function exportFile(copy: Copy, format: FileFormat, language: Language): TextFile {
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

/** Sections one below the other, each under its heading. */
function csv({ sections, requestedAt }: Copy, language: Language): string {
  const line = (row: readonly Cell[]) =>
    csvLine(row.map((cell) => (typeof cell === 'number' ? cell : cellText(cell, language))));
  const blocks = sections.map(({ title, columns, rows }) =>
    [[title], columns.map((column) => column.title), ...rows].map(line).join('\r\n'),
  );
  const heading = line([`${TITLE[language]}. ${AS_OF[language]} ${cellText({ at: requestedAt }, language)}`]);
  return `${CSV_BEGINNING}${[heading, ...(blocks.length > 0 ? blocks : [line([NOTHING])])].join('\r\n\r\n')}\r\n`;
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
