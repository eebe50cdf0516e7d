import { expect, test } from 'vitest';
import { foldText } from './fold-text.ts';

test('text is searched without case and diacritics, in Vietnamese too', () => {
  expect(foldText('Đặng Thị HƯỜNG')).toBe('dang thi huong');
  expect(foldText('Zoë Müller')).toBe('zoe muller');
});
