import { defineConfig } from 'vitest/config';

/** Suites of `npm test`: one vitest project per folder of tests/. */
const suites = ['unit', 'integration', 'fuzz', 'peers'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: suites.map((name) => ({
      extends: true as const,
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`],
        testTimeout: 120_000,
        setupFiles: ['tests/seed-properties.ts'],
        globalSetup: name === 'fuzz' ? ['tests/fuzz/build-sanitized.ts'] : [],
      },
    })),
  },
});
