import './activation.ts';
import './language.ts';
import './preview.ts';
import './parts.ts';
import './reload.ts';
import { restore } from './editor.ts';
import { beforeEach, runAll } from './harness.ts';

beforeEach(restore);

/** Called by the extension host. */
export function run(): Promise<void> {
  return runAll();
}
