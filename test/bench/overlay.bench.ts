import { performance } from 'node:perf_hooks';
import { layoutOverlay } from '../../server/src/overlay/layout/overlay.ts';
import { renderSvg } from '../../server/src/overlay/svg.ts';
import { shaped } from '../overlay/stress.ts';
import { project } from '../support/project.ts';

/**
 * Model to SVG for 40 and 400 steps, as ratios to parsing and linking the same source in the same run.
 * Aims: 5 ms and 50 ms.
 */
/** As often as a picture is drawn while one types a sentence: the engine has seen the code by then. */
const RUNS = 100;
await project(shaped({ stages: 3, steps: 3 }));
for (const steps of [40, 400]) {
  const source = shaped({
    stages: 8,
    steps,
    span: 2,
    label: (i) => `Agree part ${i + 1} of the work with everyone who has a say`,
  });
  const start = performance.now();
  const { model, findings } = await project(source);
  const parsing = performance.now() - start;
  const process = model.processes[0]?.id ?? '';
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const begin = performance.now();
    renderSvg(layoutOverlay(model, process, findings), { theme: 'light' });
    times.push(performance.now() - begin);
  }
  const first = times[0] as number;
  const median = [...times].sort((a, b) => a - b)[RUNS / 2] as number;
  console.log(
    `${steps} steps: ${median.toFixed(1)} ms median, ${first.toFixed(1)} ms at first; ${(median / parsing).toFixed(3)} × parsing (${parsing.toFixed(0)} ms)`,
  );
}
