import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog('debug', { write: (line: string) => void (text += line) }));
  return text;
}

test('secrets and personal data do not reach the log, even when somebody passes them in', () => {
  const text = logged((log) =>
    log.info(
      {
        shopId: 3,
        customer: { email: 'ann@example.com', id: '7' },
        authorization: 'Bearer abc',
        tokens: { accessToken: 'shpat_1' },
      },
      'hello',
    ),
  );
  expect(text).toContain('"shopId":3');
  expect(text).toContain('"id":"7"');
  for (const secret of ['ann@example.com', 'abc', 'shpat_1']) expect(text).not.toContain(secret);
});

test('an error is logged without the tokens and passwords that it quotes, and without its other properties', () => {
  const cause = new Error('connect postgres://app:hunter2@db/regulars');
  const error = Object.assign(new Error('token eyJhbGciOi.eyJpc3Mi.c2ln was bad, so was shpat_0123abc', { cause }), {
    parameters: ['ann@example.com'],
    code: '42P01',
  });
  const text = logged((log) => log.error({ err: error }, 'failed'));
  expect(text).toContain('42P01');
  expect(text).toContain('was bad');
  for (const secret of ['eyJhbGciOi', 'shpat_0123abc', 'hunter2', 'ann@example.com'])
    expect(text).not.toContain(secret);
});
