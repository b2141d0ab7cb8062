import { isDeepStrictEqual, parseArgs } from 'node:util';
import { ensureBuilt } from '../../support/built-server.ts';
import { growth } from './growth.ts';
import { soak } from './soak.ts';

/** The long run: `npm run soak -- --edits=20000 --seed=7`. */
const { values } = parseArgs({
  options: { edits: { type: 'string', default: '20000' }, seed: { type: 'string', default: '7' } },
});

ensureBuilt();
const started = performance.now();
const { edits, left, fresh, problems, heap } = await soak(Number(values.edits), Number(values.seed), console.log);
const same = isDeepStrictEqual(left, fresh);
const findings = Object.values(left).flat().length;
console.log(
  `Edits: ${Object.entries(edits)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ')}`,
);
console.log(
  `Diagnostics: ${findings} in ${Object.keys(left).length} files, ${same ? 'the same as' : 'DIFFERENT from'} a fresh server's`,
);
console.log(`Errors and unhandled rejections: ${problems.length}`);
console.log(`Memory after collection (MB): ${heap.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')}`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s, seed ${values.seed}`);
if (!same) console.log(JSON.stringify({ left, fresh }, null, 2));
for (const problem of problems) console.log(problem);
process.exit(same && problems.length === 0 && growth(heap) < 0.15 ? 0 : 1);
