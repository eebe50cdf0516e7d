/** Copies as they are stored; the first release kept them as one document instead of tables. */
import type { ExportSection } from './sections.ts';

/** Every value of an old document with the way to it. */
export function sectionsOf(json: string): ExportSection[] {
  const stored: unknown = JSON.parse(json);
  if (Array.isArray(stored)) return stored as ExportSection[];
  const rows = [...leaves(stored, [])].map(([path, value]) => [path.join(' › '), value]);
  if (rows.length === 0) return [];
  return [
    {
      id: 'held',
      title: { en: 'What is held', vi: 'Dữ liệu đang lưu' },
      columns: [
        { id: 'what', title: { en: 'What', vi: 'Mục' } },
        { id: 'value', title: { en: 'Value', vi: 'Giá trị' } },
      ],
      rows,
    },
  ];
}

function* leaves(value: unknown, path: string[]): Generator<[path: string[], value: string]> {
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* leaves(inner, [...path, name]);
    return;
  }
  if (value !== null && value !== undefined) yield [path, String(value)];
}
