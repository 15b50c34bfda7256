import { defineConfig } from 'vitest/config';

/** Rooms are tested from their sources: no build has to precede a test run. */
const conditions = ['source', 'node'];
/** `tsconfig: false`: the dashboard's extends a file that only its build writes, and a test run must not depend on a build. */
const decorators = { tsconfig: false as const, decorator: { legacy: true, emitDecoratorMetadata: true } };

/** One project of the test run. Every project compiles decorators the way tsc does and reads `@flywheel/*` from sources. */
const project = (name: string, include: string[], options: object = {}) => ({
  oxc: decorators,
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
  test: { name, include, exclude: ['**/node_modules/**', '**/dist/**', '**/build/**'], environment: 'node' as const, ...options },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', [
        'libs/**/*.test.ts',
        'apps/api/**/*.test.ts',
        'apps/worker/**/*.test.ts',
        'apps/dashboard/src/**/*.test.ts',
        'tools/**/*.test.ts',
      ]),
      project('scenarios', ['tests/scenarios/**/*.test.ts', 'tests/parity/**/*.test.ts', 'tests/faults/**/*.test.ts'], {
        testTimeout: 60_000,
        hookTimeout: 120_000,
      }),
      project('architecture', ['tests/architecture/**/*.test.ts'], { testTimeout: 60_000 }),
    ],
  },
});
