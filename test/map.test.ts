import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { projectFolder } from './support/source-files.ts';

const run = promisify(execFile);
const appToml = z.object({
  webhooks: z.object({
    subscriptions: z.array(
      z.object({ topics: z.array(z.string()).default([]), compliance_topics: z.array(z.string()).default([]) }),
    ),
  }),
});
let lines: string[];
beforeAll(async () => {
  const { stdout } = await run(process.execPath, ['scripts/map.ts'], { cwd: projectFolder });
  lines = stdout.split('\n');
});

test('the map shows who hears every topic that the app subscribes to', async () => {
  const toml = appToml.parse(parse(await readFile(join(projectFolder, 'shopify.app.toml'), 'utf8')));
  const topics = toml.webhooks.subscriptions.flatMap((each) => [...each.topics, ...each.compliance_topics]);
  const unheard = topics.filter((topic) => !lines.some((line) => line.startsWith(`  ${topic} `)));
  expect(topics.length).toBeGreaterThan(5);
  expect(unheard).toEqual([]);
});

test('every file that it names exists', async () => {
  const files = lines
    .filter((line) => line.startsWith('  '))
    .map(
      (line) =>
        line
          .trim()
          .split(/\s{2,}/)
          .at(-1) ?? '',
    );
  expect(files).toContain('extensions/points/blocks/points-balance.liquid');
  await Promise.all(files.map((file) => access(join(projectFolder, file))));
});
