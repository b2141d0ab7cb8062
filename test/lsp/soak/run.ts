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
const { edits, checks, problems, heap } = await soak(Number(values.edits), Number(values.seed), console.log);
const different = checks.filter(({ left, fresh }) => !isDeepStrictEqual(left, fresh));
const kinds = Object.entries(edits).map(([kind, count]) => `${count} ${kind}`);
console.log(`Edits: ${kinds.join(', ')}`);
console.log(`Comparisons with a fresh server: ${checks.length}, different: ${different.length}`);
console.log(`Errors and unhandled rejections: ${problems.length}`);
console.log(`Growth of memory after collection: ${(growth(heap) * 100).toFixed(1)} %`);
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s, seed ${values.seed}`);
for (const check of different) console.log(JSON.stringify(check, null, 2));
for (const problem of problems) console.log(problem);
process.exit(different.length === 0 && problems.length === 0 && growth(heap) < 0.25 ? 0 : 1);
