import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../server/src/model/finding.ts';
import { shaped, stress } from './stress.ts';
import { box, faults, overlayOf } from './support.ts';

describe('the layout of hard processes', () => {
  for (const [name, text] of Object.entries(stress)) {
    test(`${name}: nothing overlaps, overflows or misses`, async () => {
      for (const process of name === 'variants' ? ['Sale', 'Big'] : [undefined]) {
        expect(faults(await overlayOf(text, {}, process))).toEqual([]);
      }
    });
  }
});

const words = fc.oneof(
  fc.stringMatching(/^[A-Za-z][a-z ]{2,60}$/),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  fc.constantFrom(
    '契約条件を最終決定する',
    'לחתום על ההסכם',
    'W'.repeat(200),
    'a b '.repeat(50),
    '👩‍👩‍👧‍👦🇩🇪',
    '\u202eevil',
  ),
);

test('any process: each step and stuck point once, nothing overlaps or overflows, lines end on their cards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(words, { minLength: 1, maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(15), fc.nat(15), fc.boolean()), { maxLength: 10 }),
      async (stages, steps, span, labels, ways) => {
        const extra = (index: number): string =>
          ways
            .filter(([from]) => from % steps === index)
            .map(([, to, back]) =>
              back ? `otherwise { after 9 days return to T${to % steps} }` : `then T${to % steps} when deal.amount > 1`,
            )
            .slice(0, 1)
            .join(' ');
        const text = shaped({ stages, steps, span, label: (i) => labels[i % labels.length] as string, extra });
        const layout = await overlayOf(text);
        expect(faults(layout)).toEqual([]);
        for (let i = 0; i < steps; i++) {
          expect(layout.boxes.filter((each) => each.id === `step:Sale.T${i}`)).toHaveLength(1);
        }
        for (let i = 0; i < stages; i++) {
          expect(layout.boxes.filter((each) => each.kind === 'stuck' && each.id.endsWith(`.K${i}`))).toHaveLength(1);
        }
        expect(new Set(layout.boxes.map((each) => each.id)).size).toBe(layout.boxes.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('the order of declarations makes no difference where it means none', async () => {
  const text = shaped({ stages: 4, steps: 6, span: 2 });
  const parts = text.split(/^(?=role|persona|journey|process)/m);
  const turned = { 'a.salesflow': parts.slice(2).join(''), 'b.salesflow': parts.slice(0, 2).reverse().join('') };
  const plain = (layout: Awaited<ReturnType<typeof overlayOf>>): unknown =>
    layout.boxes.map(({ id, x, y, width, height, texts }) => ({ id, x, y, width, height, texts }));
  expect(plain(await overlayOf(turned))).toEqual(plain(await overlayOf(text)));
});

test('a label that does not fit is cut with an ellipsis and kept whole as the title', async () => {
  const layout = await overlayOf(stress['long-labels'] as string);
  const step = box(layout, 'step:Sale.T0');
  expect(step.cut || step.texts.every((line) => !line.text.endsWith('…'))).toBe(true);
  const cut = layout.boxes.filter((each) => each.texts.some((line) => line.text.endsWith('…')));
  for (const each of cut) expect(each.cut).toBe(true);
  expect(step.title.length).toBeGreaterThan(190);
});

test('a stuck point is answered by the steps that help it, or open', async () => {
  const layout = await overlayOf(stress['three-steps']?.replace('helps K2', 'during S2') ?? '');
  expect(box(layout, 'stuck:J.S0.K0').look).toBe('answered');
  expect(box(layout, 'stuck:J.S2.K2').look).toBe('open');
  expect(box(layout, 'stuck:J.S2.K2').gap).toBe(true);
  expect(box(layout, 'stage:J.S2').look).toBe('open');
});

test('gates tell whether the buyer takes part, only the rep acts, or nothing proves it', async () => {
  const layout = await overlayOf(stress.outside as string);
  const gate = (path: string): string | undefined =>
    box(layout, path).signs.find((sign) => sign.sign.startsWith('gate'))?.sign;
  expect(gate('Sale/T0/exit/done[0]')).toBe('gate-buyer');
  expect(gate('Sale/T0/exit/collect[0]')).toBe('gate-rep');
  expect(gate('Sale/T0/exit/commit[0]')).toBe('gate-unproven');
});

test('a step that the CRM cannot show to be done is not inspectable, whatever else is found', async () => {
  const layout = await overlayOf(stress.outside as string);
  expect(box(layout, 'step:Sale.Nothing').name).toContain('fails Inspectable; 0 exit criteria');
  expect(box(layout, 'step:Sale.T0').name).toContain('fails Inspectable; 3 exit criteria');
  expect(box(layout, 'step:Sale.Forecast').name).toContain('meets the four standards');
});

test('every finding that the head counts stands on a box', async () => {
  const text = (stress['three-steps'] as string).replace(
    / {2}won Won/,
    '  throughout { done "A next step is known" proof deal.amount is set }\n  won Won',
  );
  const at = (words: string): Finding => {
    const start = text.indexOf(words);
    const span = { uri: 'file:///project/process.salesflow', start, end: start + words.length };
    return { rule: 'test/any', standard: 'process', severity: 'warning', message: words, span } as Finding;
  };
  const places = [
    'process Sale',
    'throughout',
    'done "A next',
    'won Won',
    'lost Lost',
    'step T1',
    'stuck K0',
    'stage S1',
  ];
  const layout = await overlayOf(text, {}, undefined, places.map(at));
  const shown = new Set(layout.boxes.flatMap((each) => each.findings));
  expect(shown.size).toBe(places.length);
  expect(layout.findings.map(({ message }) => message)).toEqual(places);
  expect(box(layout, 'process:Sale').findings).toHaveLength(2);
  expect(box(layout, 'Sale/throughout').texts.some(({ text: written }) => written === '1')).toBe(true);
  expect(box(layout, 'outcome:Sale.Won').texts.some(({ text: written }) => written === '1')).toBe(true);
  expect(faults(layout)).toEqual([]);
});

test('a collapsed lane keeps its name and loses its boxes', async () => {
  const layout = await overlayOf(stress.returns as string, { collapsed: ['backstage', 'steps'] });
  expect(layout.lanes.find((lane) => lane.id === 'backstage')?.collapsed).toBe(true);
  expect(layout.boxes.some((each) => each.lane === 'backstage' || each.lane === 'steps')).toBe(false);
  expect(layout.lines).toEqual([]);
});
