import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExtensions } from '../../../simulator/storefront/extension/read-extensions.ts';
import { translate } from '../../../simulator/storefront/liquid/translate.ts';
import { projectFolder } from '../../../test/support/source-files.ts';
import { wording } from '../programme/index.ts';
import { panelWords } from './words.ts';

const [extension] = readExtensions(join(projectFolder, 'extensions'));

test.each(['en', 'vi'] as const)(
  'a sentence that the script puts in the place of the page’s own is the same, in %s',
  (language) => {
    if (!extension) throw new Error('there is no theme app extension in extensions/');
    const t = (key: string, values: Record<string, unknown> = {}) =>
      translate({ locale: language, defaultLocale: 'en', texts: extension.locales }, key, values);
    const words = panelWords[language];
    for (const count of [1, 7]) {
      const [number, name] = [String(count), count === 1 && language === 'en' ? 'point' : 'points'];
      expect(words.pending(count, `${number} ${name}`)).toBe(t('balance.pending', { count, number, name }));
      expect(words.debt(count, `${number} ${name}`)).toBe(t('balance.debt', { count, number, name }));
      expect(wording(language, { en: { one: '', other: '' }, vi: { other: '' } }).orders(count)).toBe(
        t('tier.orders', { count }),
      );
    }
    expect(words.toNext('20 points', 'Gold')).toBe(t('tier.to_next', { amount: '20 points', tier: 'Gold' }));
    expect(words.highest).toBe(t('tier.highest'));
    expect(words.done).toBe(t('earn.done'));
  },
);
