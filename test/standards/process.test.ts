import { describe, expect, test } from 'vitest';
import { lint, rulesFound } from './lint.ts';
import { processText, step } from './process-text.ts';

const found = async (...members: string[]) => rulesFound(processText(members), 'strict');
const [a, b, c] = ['A', 'B', 'C'].map(
  (name) =>
    (more = '') =>
      step({ name, more }),
) as [Make, Make, Make];
type Make = (more?: string) => string;

describe('a step', () => {
  test('is reached by an order, a branch, a return or an entry point', async () => {
    const rule = 'process/reachable-step';
    expect(await found(a('then C'), b(), c())).toEqual([rule]);
    expect(await found(a('then B when deal.amount > 1\n  then C'), b(), c())).not.toContain(rule);
    expect(await found('starts at B when deal.amount > 1', a('then C'), b(), c())).not.toContain(rule);
    expect(await found(a('then C'), b(), step({ name: 'C', plans: ['after 9 days return to B'] }))).not.toContain(rule);
    expect(
      await found(
        'hold Later "Later" { then B }',
        a('then C'),
        b(),
        step({ name: 'C', plans: ['after 9 days hold as Later'] }),
      ),
    ).not.toContain(rule);
    expect(await found(`parallel { ${a()} ${b()} }`, c())).not.toContain(rule);
    expect(await found(a(), `after won { ${b()} ${c()} }`)).not.toContain(rule);
  });

  test('leads somewhere in the end', async () => {
    const rule = 'process/no-endless-loop';
    const stays = (name: string, more: string) =>
      step({ name, plans: ['after 9 days follow-up "Call the plant manager"'], more });
    expect(await found(a(), stays('B', 'then A'))).not.toContain(rule);
    expect(await found(stays('A', 'then B'), stays('B', 'then A'))).toEqual(expect.arrayContaining([rule, rule]));
    expect(await found(stays('A', 'then B'), stays('B', 'then A when deal.amount > 1'))).not.toContain(rule);
    expect(await found(a(), `after won { ${b()} ${c()} }`)).not.toContain(rule);
  });
});

describe('outcomes', () => {
  test('are asked for where there are steps, once, and "disqualified" is a way to lose', async () => {
    const rule = 'process/has-outcomes';
    const without = (pattern: RegExp) =>
      processText([a()]).replace(pattern, '').replace('lose as NoDecision', 'follow-up "Call the plant manager"');
    expect(
      (await lint(without(/ {2}(won|lost) .*\n/g))).filter((each) => each.rule === rule).map((each) => each.message),
    ).toEqual([
      '"Sale" has no "won" and "lost", so its deals never close either way. Declare the outcome with its reasons.',
    ]);
    expect(await rulesFound(without(/ {2}won .*\n/))).toContain(rule);
    const disqualified = processText([a()])
      .replace('lost Lost "Lost"', 'disqualified Out "Out"')
      .replace('lose as', 'disqualify as');
    expect(await rulesFound(disqualified)).toEqual([]);
    expect(await rulesFound('process Empty "Empty"', 'strict')).not.toContain(rule);
  });
});

describe('probabilities', () => {
  const at = (name: string, probability: number) => step({ name, more: `crm probability ${probability}%` });
  const rule = 'process/rising-probability';

  test('may rise or stay, and skip steps without one', async () => {
    expect(await found(at('A', 10), b(), at('C', 10))).toEqual([]);
    expect(await found(at('A', 20), b(), at('C', 10))).toEqual([rule]);
  });

  test('of parallel tracks are compared with what comes before them', async () => {
    expect(await found(`parallel { ${at('A', 50)} ${at('B', 30)} }`, at('C', 60))).toEqual([]);
    expect(await found(at('C', 40), `parallel { ${at('A', 50)} ${at('B', 30)} }`)).toEqual([rule]);
    expect(await found(`parallel { ${at('A', 50)} ${at('B', 30)} }`, at('C', 40))).toEqual([rule]);
  });
});

describe('a hand-off', () => {
  const roles = 'role SE "Engineer"\nrole CSM "Success"';
  const rule = 'process/handoff-on-owner-change';
  const owned = (name: string, owner: string, more = '') => step({ name, more: `owner ${owner} ${more}` });
  const rules = async (...members: string[]) =>
    (await rulesFound(processText(members, roles), 'strict')).filter(
      (each) => each !== 'process/no-unused-declaration',
    );

  test('is missing where nobody of the new owners took part before', async () => {
    expect(await rules(a(), owned('B', 'SE'))).toEqual([rule]);
    expect(await rules(owned('A', 'AE with SE'), owned('B', 'SE'))).toEqual([]);
    expect(await rules(owned('A', 'AE'), owned('B', 'CSM with AE'))).toEqual([]);
  });

  test('may stand on either step, and must be to the new owner', async () => {
    expect(await rules(a('handoff to SE'), owned('B', 'SE'))).toEqual([]);
    expect(await rules(a(), owned('B', 'SE', 'handoff to SE'))).toEqual([]);
    expect(await rules(a('handoff to CSM'), owned('B', 'SE'))).toEqual([rule]);
  });

  test('is not asked of software', async () => {
    expect(await rules(a(), owned('B', 'system'), c())).toEqual([]);
  });
});

describe('a declaration', () => {
  const rule = 'process/no-unused-declaration';
  const outer = (declaration: string, more = '') => rulesFound(processText([a(more)], declaration), 'strict');

  test('is used by any reference to it', async () => {
    expect(await outer('role SDR', 'do "Call" by SDR')).toEqual([]);
    expect(await outer('document Layout "Layout"', 'handoff to AE with document Layout')).toEqual([]);
    expect(await outer('framework F { field pain "Pain" : text }', 'enter { collect F }')).toEqual([]);
    expect(
      await outer(
        'object deal { field limit "Limit" : date }',
        'enter { done "Date is known" proof deal.close_on is after deal.limit }',
      ),
    ).toEqual([]);
    expect(await outer('persona Cfo "Finance"', 'play "Numbers" { for Cfo }')).toEqual([]);
  });

  test('is unused in a comment or a text', async () => {
    expect(await outer('document Layout "Layout" // Layout')).toEqual([rule]);
  });

  test('is left alone where there is no process', async () => {
    expect(await rulesFound('role SDR "Sales development"', 'strict')).toEqual([]);
  });
});

describe('deadlines', () => {
  const rule = 'process/deadlines-in-proportion';
  const plans = (within: string, ...list: string[]) =>
    found(step({ name: 'A', plans: [...list, 'every 9 days follow-up "Call the plant manager"'], more: within }));

  test('are compared across units', async () => {
    expect(await plans('within 3 weeks', 'after 20 days lose as NoDecision')).toEqual([rule]);
    expect(await plans('within 3 weeks', 'after 21 days lose as NoDecision')).toEqual([]);
    expect(await plans('within 1 month', 'after 4 weeks lose as NoDecision')).toEqual([rule]);
  });

  test('with a condition, or counted from the last activity, are left alone', async () => {
    expect(await plans('within 3 weeks', 'after 7 days idle lose as NoDecision')).toEqual([]);
    expect(await plans('within 3 weeks', 'after 7 days when deal.amount < 100 lose as NoDecision')).toEqual([]);
  });
});

describe('names', () => {
  test('that read the same are found, whatever their script', async () => {
    const rule = 'process/no-ambiguous-name';
    expect(
      await found(step({ name: 'A', label: 'Send papers' }), step({ name: 'B', label: 'send  PAPERS!' })),
    ).toContain(rule);
    expect(await found(step({ name: 'A', label: '报价' }), step({ name: 'B', label: '合同' }))).not.toContain(rule);
    expect(await found(step({ name: 'A', label: '?!' }), step({ name: 'B', label: '…' }))).not.toContain(rule);
  });
});
