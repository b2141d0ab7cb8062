#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const bundle = new URL('../dist/cli.js', import.meta.url);
if (existsSync(bundle)) {
  // Node 22.8 and later keep compiled code between runs; NODE_DISABLE_COMPILE_CACHE=1 turns it off.
  module.enableCompileCache?.();
  await import(bundle.href);
} else {
  process.stderr.write('salesflow is not built yet. Run "npm ci" and "npm run build" in the checkout first.\n');
  process.exitCode = 2;
}
