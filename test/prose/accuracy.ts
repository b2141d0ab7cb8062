/**
 * Prints how well the wording is read: precision, recall and F1 per label, with the statements read wrongly.
 *
 * `npm run accuracy [-- --quiet] [--only=PART]`. "develop" and "own" are what the patterns are written with. Nobody has
 * looked at how "unseen" is read: its statements are not listed, so that the figures stay honest, unless `--only=unseen`
 * asks for them.
 */
import { claimsOf, isHeldBack, LABELS, type Score, type Statement, score, statements } from './corpus.ts';

const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length);
const quiet = process.argv.includes('--quiet');

const all = statements('statements-dev.jsonl');
const sets: [string, readonly Statement[]][] = [
  ['develop', all.filter((s) => !isHeldBack(s))],
  ['held back', all.filter(isHeldBack)],
  ['own', statements('statements-own.jsonl')],
  ['unseen', statements('statements-unseen.jsonl')],
];
const two = (value: number): string => (Number.isNaN(value) ? '   -' : value.toFixed(2));

function row(s: Score, note: string): string {
  const { label, hits, falseAlarms, misses, rest } = s;
  return [
    label.name.padEnd(16),
    `P ${two(s.precision)}`,
    `R ${two(s.recall)}`,
    `F1 ${two(s.f1)}`,
    `hits ${String(hits.length).padStart(3)}`,
    `false alarms ${String(falseAlarms.length).padStart(3)}`,
    `misses ${String(misses.length).padStart(3)}`,
    `rest ${String(rest).padStart(3)}`,
    note,
  ].join('  ');
}

function wrong(title: string, among: readonly Statement[]): void {
  for (const s of among) {
    const cues = claimsOf(s)
      .cues.map((c) => `${c.cue}: ${c.words}`)
      .join('; ');
    console.log(`    ${title} ${s.id} ${s.source} ${s.text}${cues === '' ? '' : `  [${cues}]`}`);
  }
}

for (const [name, among] of sets) {
  if (only !== undefined && !name.startsWith(only)) continue;
  const sure = among.filter((s) => !s.doubt);
  const doubtful = among.filter((s) => s.doubt);
  console.log(
    `\n${name}: ${among.length} statements of ${new Set(among.map((s) => s.source)).size} sources, ${sure.length} without doubt`,
  );
  for (const label of LABELS) {
    const result = score(label, sure);
    const people = label.people === undefined ? '' : `(people: F1 ${label.people.toFixed(2)})`;
    console.log(row(result, people));
    if (!quiet && (name !== 'unseen' || only !== undefined)) {
      wrong('false alarm', result.falseAlarms);
      wrong('missed     ', result.misses);
    }
  }
  if (doubtful.length > 0) {
    console.log(`  where careful readers disagree (${doubtful.length}):`);
    for (const label of LABELS) console.log(`  ${row(score(label, doubtful), '')}`);
  }
}
