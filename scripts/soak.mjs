import { spawnSync } from 'node:child_process';

/** Edits a workspace at random for a long time: `npm run soak [-- EDITS [SEED]]`, 20,000 edits unless told. */
const [edits = '20000', seed = '7'] = process.argv.slice(2);
const { status } = spawnSync('vitest', ['run', 'test/lsp/soak.test.ts', '--disable-console-intercept'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, SALESFLOW_SOAK: edits, SALESFLOW_SEED: seed },
});
process.exitCode = status ?? 1;
