import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeExecutable } from '../../../client/src/crm/executable-node.ts';

describe.skipIf(process.platform === 'win32')('a script that the editor writes', () => {
  it.each([
    [0o644, 0o755],
    [0o600, 0o700],
    [0o640, 0o750],
  ])('with the mode %o may be run by those who may read it', async (before, after) => {
    const folder = mkdtempSync(join(tmpdir(), 'salesflow-script-'));
    try {
      const script = join(folder, 'apply.sh');
      writeFileSync(script, '#!/bin/sh\n', { mode: before });
      await makeExecutable(script);
      expect(statSync(script).mode & 0o777).toBe(after);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
