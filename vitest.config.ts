import { defineConfig } from 'vitest/config';

/** Suites of `npm test`: one vitest project per folder of tests/. */
const suites = ['unit', 'integration', 'fuzz', 'browser', 'e2e', 'peers'];

/** Suites whose tests may take minutes on a busy machine. */
const isLong = (suite: string) => suite === 'peers' || suite === 'fuzz';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: suites.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`],
        // Peers wait for programs that compile themselves first, fuzz tests for thousands of files.
        testTimeout: isLong(name) ? 1_500_000 : 300_000,
        hookTimeout: isLong(name) ? 1_500_000 : 300_000,
        // One reference program at a time: they share their compiled functions, and need memory. One
        // window at a time: each comes with an engine that uses all cores.
        fileParallelism: name !== 'peers' && name !== 'e2e',
        setupFiles: ['tests/seed-properties.ts'],
        globalSetup: name === 'fuzz' ? ['tests/fuzz/build-sanitized.ts'] : [],
      },
    })),
  },
});
