import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/bench/**', '**/node_modules/**'],
    globalSetup: ['test/support/built-server.ts'],
    testTimeout: 60_000,
  },
});
