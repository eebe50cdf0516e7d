import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Run once per database: stories of the whole app, suites of interchangeable parts, and stores beside their sources. */
const onBothDatabases = [
  'test/flows/**/*.test.ts',
  'test/batteries/**/*.test.ts',
  'test/attack/**/*.test.ts',
  'test/faults/**/*.test.ts',
  '{web,db,simulator}/**/*.db.test.ts',
];

export default defineConfig({
  test: {
    // Who is not there after these waits for something that will not come. A slow machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Most tests wait for a database, a lease or a browser as long as they compute.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // A promise that nobody awaited, or a test left on `.only`, fails the run.
    dangerouslyIgnoreUnhandledErrors: false,
    allowOnly: false,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{web,db,simulator,scripts,extensions,bench}/**/*.test.{ts,tsx}',
            'test/*.test.ts',
            'test/support/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
          globalSetup: ['test/support/global-schema.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'sqlite',
          include: onBothDatabases,
          env: { TEST_DATABASE: 'sqlite' },
          globalSetup: ['test/support/global-schema.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onBothDatabases,
          env: { TEST_DATABASE: 'postgres' },
          globalSetup: ['test/support/global-schema.ts', 'test/support/global-postgres.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          env: { TEST_DATABASE: 'sqlite' },
          globalSetup: [
            'test/support/global-schema.ts',
            'test/support/global-browser.ts',
            'test/support/global-admin-page.ts',
          ],
        },
      },
    ],
  },
});
