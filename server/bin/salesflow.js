#!/usr/bin/env node
// As `import` they would have all their parts set up, streams and line editor among them, which takes longer than a run.
const fs = process.getBuiltinModule('fs');
const path = process.getBuiltinModule('path');

const bundle = new URL('../dist/cli.js', import.meta.url);
if (fs.existsSync(bundle)) {
  // What can be worked out again is kept in the user's cache folder, as each system has it.
  process.env.SALESFLOW_CACHE_DIR ??= ownFolder(process.env) ?? '';
  await import(bundle.href);
} else {
  process.stderr.write('salesflow is not built yet. Run "npm ci" and "npm run build" in the checkout first.\n');
  process.exitCode = 2;
}

function ownFolder({ HOME, LOCALAPPDATA, XDG_CACHE_HOME }) {
  const below = (folder, ...names) => (folder && path.isAbsolute(folder) ? path.join(folder, ...names) : undefined);
  if (process.platform === 'win32') return below(LOCALAPPDATA, 'salesflow');
  if (process.platform === 'darwin') return below(HOME, 'Library', 'Caches', 'salesflow');
  return below(XDG_CACHE_HOME, 'salesflow') ?? below(HOME, '.cache', 'salesflow');
}
