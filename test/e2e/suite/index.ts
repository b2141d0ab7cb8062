import './activation.ts';
import './language.ts';
import './preview.ts';
import './parts.ts';
import { runAll } from './harness.ts';

/** Called by the extension host. */
export function run(): Promise<void> {
  return runAll();
}
