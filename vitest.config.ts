import { defineConfig } from 'vitest/config';

/** Tests named after a file with effects run on a real PostgreSQL; everything else is pure and runs in milliseconds. */
const onDatabase = [
  'src/**/{store,desk,api,jobs,routes,listens,work}.test.{ts,tsx}',
  'src/**/*.work.test.ts',
  'src/**/store/*.test.ts',
  'test/{system,faults}/**/*.test.ts',
];

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/architecture.test.ts', 'test/unit/**/*.test.ts'],
          exclude: onDatabase,
          // A bound on hanging, not on speed: two noisy cores can hold up a property test for long.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: onDatabase,
          globalSetup: ['test/harness/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
