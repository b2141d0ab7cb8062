import { performance } from 'node:perf_hooks';
import { draft } from '../../server/src/crm/draft/index.ts';
import { loadBackend, targetIds } from '../../server/src/crm/index.ts';
import { project } from '../support/project.ts';

/**
 * Generation of all targets for a process of 40 steps, and import of an account with 300 fields and 40 stages, as
 * ratios to parsing and linking the same source in the same run. Aims: 100 ms and 1 s after start-up.
 */

const fields = Array.from(
  { length: 300 },
  (_, index) => `field f${index} "Field ${index}" : ${['text', 'date', 'currency', 'yesno'][index % 4]}`,
);
const steps = Array.from(
  { length: 40 },
  (_, index) => `step S${index} "Step ${index}" {
    do "Do the work of step ${index} with the buyer"
    exit {
      done "Meeting ${index} held" proof meeting "Meeting ${index}" held with Buyer
      collect deal.f${index * 2}, deal.f${index * 2 + 1}
      commit "Buyer agrees" proof deal.amount > ${index} and deal.f${index * 4 + 1} is in the future
    }
    otherwise { after 7 days follow-up "Ask again" after 60 days lose as No }
    within 14 days
    crm probability ${Math.min(90, 10 + index * 2)}%
  }`,
);
const source = `persona Buyer "Buyer" { buys-as champion }
object deal { ${fields.join('\n')} }
process Big "Big" { ${steps.join('\n')} won Won "Won" lost Lost "Lost" { reason No "No" } }`;

/** Milliseconds of the median of some runs, after two that do not count. */
function median(run: () => void, runs = 15): number {
  run();
  run();
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}

await project(source);
const start = performance.now();
const { model } = await project(source);
const parsing = performance.now() - start;
const ratio = (time: number) => `${time.toFixed(1)} ms, ${(time / parsing).toFixed(2)} × parsing`;
console.log(`parse and link 40 steps, 300 fields: ${parsing.toFixed(1)} ms`);

let all = 0;
for (const id of targetIds) {
  const backend = await loadBackend(id);
  const time = median(() => backend.generate(model, {}));
  all += time;
  console.log(`generate ${id}: ${ratio(time)}`);
}
console.log(`generate all ${targetIds.length} targets: ${ratio(all)} (aim: 100 ms)`);

for (const id of targetIds) {
  const backend = await loadBackend(id);
  if (backend.read === undefined) continue;
  const { files } = backend.generate(model, {});
  const read = backend.read;
  const time = median(() => {
    draft(read(files), {
      builtins: model.objects,
      ...(backend.translateRule === undefined ? {} : { translate: backend.translateRule }),
    });
  }, 5);
  console.log(`import ${id}: ${ratio(time)} (aim: 1000 ms)`);
}
