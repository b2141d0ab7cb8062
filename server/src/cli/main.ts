import { processIo } from './io.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), processIo());
// Where nothing is left to wait for, this is the end anyway; but here Node does not take apart its memory first. On Windows a
// terminal or pipe may still have something to write.
if (process.platform !== 'win32' && process.getActiveResourcesInfo().length === 0) process.exit();
