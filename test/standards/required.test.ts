import { describe, expect, test } from 'vitest';
import { lint, rulesFound } from './lint.ts';
import { processText, sound, step } from './process-text.ts';

/** The rules that find something, but for what a fragment lacks anyway. */
const found = async (...members: string[]) =>
  (await rulesFound(processText(members), 'strict')).filter((rule) => rule !== 'process/no-unused-declaration');

describe('a chase', () => {
  test('is a step only where nothing else is done in it', async () => {
    const chase = step({
      name: 'A',
      label: 'Second contact',
      does: ['Follow up with the plant manager', 'Send a reminder'],
    });
    expect(await found(chase)).toContain('required/no-follow-up-step');
    const mixed = step({
      name: 'A',
      label: 'Second contact',
      does: ['Follow up with the plant manager', 'Present the trial report'],
    });
    expect(await found(mixed)).not.toContain('required/no-follow-up-step');
  });

  test('is no finding as a plan or a play', async () => {
    expect(
      await found(
        step({
          name: 'A',
          plans: ['after 7 days follow-up "Follow up with the plant manager"', 'after 30 days lose as NoDecision'],
          more: 'play "Check in by phone"',
        }),
      ),
    ).toEqual([]);
  });

  test('that waits is excused by what the rep does meanwhile', async () => {
    expect(await found(step({ name: 'A', label: 'Awaiting the signature' }))).not.toContain(
      'required/no-follow-up-step',
    );
    expect(await found(step({ name: 'A', label: 'Awaiting the signature', does: [] }))).toContain(
      'required/no-follow-up-step',
    );
  });
});

describe('a plan for a stall', () => {
  test('is missing where "otherwise" is empty', async () => {
    const text = processText([step({ name: 'A', plans: [], more: 'otherwise { }' }), step({ name: 'B' })]);
    expect(await lint(text)).toMatchObject([{ rule: 'required/plan-for-stall', at: 'otherwise' }]);
  });

  test('is not asked for after the sale', async () => {
    expect(await found(step({ name: 'A' }), `after won { ${step({ name: 'B', plans: [] })} }`)).toEqual([]);
  });
});

describe('two steps for one stuck point', () => {
  const demo = (name: string, does: string, more = '') =>
    step({ name, label: `${name} of the line`, does: [does], more });

  test('that do the same to the same thing are redundant', async () => {
    expect(
      await found(demo('A', 'Send the quote to the plant manager'), demo('B', 'Send the quote to the plant manager')),
    ).toEqual(['required/no-redundant-step']);
  });

  test('that help different stuck points are not', async () => {
    const other = step({
      name: 'B',
      label: 'B of the line',
      helps: 'Terms',
      does: ['Send the quote to the plant manager'],
    });
    expect(await found(demo('A', 'Send the quote to the plant manager'), other)).toEqual([]);
  });

  test('that are alternatives of a branch are not', async () => {
    const text = [
      demo('A', 'Send the quote to the plant manager', 'then C when deal.amount > 1000'),
      demo('B', 'Send the invoice to the plant manager'),
      demo('C', 'Send the invoice to the plant manager'),
    ];
    expect(await found(...text)).toEqual([]);
  });

  test('that run side by side are not', async () => {
    expect(
      await found(
        `parallel { ${demo('A', 'Send the quote to the plant manager')} ${demo('B', 'Send the quote to the plant manager')} }`,
      ),
    ).toEqual([]);
  });

  test('that share the proof of an event are redundant', async () => {
    const signed = 'done "Trial plan is signed" proof document "Trial plan" signed by Plant';
    const [first, ...rest] = sound('B');
    const again = step({
      name: 'B',
      exit: [first!, 'done "Test plan has a signature" proof document "Trial plan" signed by Plant', ...rest],
    });
    expect(await found(step({ name: 'A', exit: [signed, ...sound('A')] }), again)).toEqual([
      'required/no-redundant-step',
    ]);
  });
});

describe('a criterion already proven', () => {
  const signed = 'done "Trial plan is signed" proof document "Trial plan" signed by Plant';
  const a = (more = '') => step({ name: 'A', helps: 'Cost', exit: [signed, ...sound('A')], more });
  const b = (more = '', exit = signed) => step({ name: 'B', exit: [exit, ...sound('B')], more });
  const repeated = 'required/no-repeated-criterion';

  test('is repeated', async () => {
    expect(await found(a(), b())).toEqual([repeated]);
  });

  test('is repeated where it holds throughout', async () => {
    const throughout = 'throughout { done "Next step is known" proof deal.next_step is set }';
    expect(
      await found(
        throughout,
        step({ name: 'A', exit: ['done "Next step is known" proof deal.next_step is set', ...sound('A')] }),
      ),
    ).toEqual([repeated]);
  });

  test('is repeated as part of a larger proof only if all parts are', async () => {
    const both = (other: string) =>
      `done "Trial plan is signed and filed" proof document "Trial plan" signed by Plant and ${other}`;
    expect(await found(a(), b('', both('deal.next_step is set')))).not.toContain(repeated);
    expect(await found(a(), b('', both('document "A papers" signed by Plant')))).toContain(repeated);
  });

  test('is not where a branch goes around it', async () => {
    expect(await found(step({ name: 'Z', helps: 'Cost', more: 'then B when deal.amount > 1000' }), a(), b())).toEqual(
      [],
    );
  });

  test('is not where another entry begins behind it', async () => {
    expect(await found('starts at B when deal.amount > 1000', a(), b())).toEqual([]);
  });

  test('is not where it was conditional, an alternative or on a parallel track', async () => {
    const conditional = step({
      name: 'A',
      helps: 'Cost',
      exit: [signed.replace(' proof', ' when deal.amount > 1000 proof'), ...sound('A')],
    });
    expect(await found(conditional, b())).toEqual([]);
    const alternative = step({
      name: 'A',
      helps: 'Cost',
      exit: [`any { ${signed} done "Trial report sent" proof document "Trial report" sent to Plant }`, ...sound('A')],
    });
    expect(await found(alternative, b())).toEqual([]);
    expect(
      await found(`parallel { ${a()} ${step({ name: 'B', helps: 'Cost', exit: [signed, ...sound('B')] })} }`),
    ).toEqual([]);
  });

  test('is not where time can undo it, or any message will do', async () => {
    for (const proof of [
      'deal.close_on is in the future',
      'email received from Plant',
      'call "Status" completed with Plant within 14 days',
    ]) {
      const again = `done "Plant manager called" proof ${proof}`;
      const steps = [
        step({ name: 'A', helps: 'Cost', exit: [again, ...sound('A')] }),
        step({ name: 'B', exit: [again, ...sound('B')] }),
      ];
      expect(await found(...steps), proof).toEqual([]);
    }
  });
});

describe('an entry criterion', () => {
  const entry = 'enter { done "A papers are back" proof document "A papers" signed by Plant }';
  const a = (more = '') => step({ name: 'A', helps: 'Cost', more });

  test('that mirrors the exit before is found, after parallel tracks too', async () => {
    expect(await found(a(), step({ name: 'B', more: entry }))).toEqual(['required/no-mirrored-entry']);
    expect(
      await found(`parallel { ${a()} ${step({ name: 'C', helps: 'Cost' })} }`, step({ name: 'B', more: entry })),
    ).toEqual(['required/no-mirrored-entry']);
  });

  test('of a step that can be entered from elsewhere is kept', async () => {
    expect(
      await found(a(), step({ name: 'B', more: entry }), step({ name: 'C', more: 'then B when deal.amount > 1000' })),
    ).toEqual([]);
    expect(
      await found(a(), step({ name: 'B', more: entry }), step({ name: 'C', plans: ['after 9 days return to B'] })),
    ).toEqual([]);
  });
});

describe('one event', () => {
  test('is not split by a commitment to hold it', async () => {
    const booked = 'commit "Plant manager books the trial" proof meeting "Trial" scheduled with Plant';
    const held = 'done "Trial held with the plant manager" proof meeting "Trial" held with Plant';
    const first = step({ name: 'A', helps: 'Cost', exit: [...sound('A').slice(0, 2), booked] });
    expect(await found(first, step({ name: 'B', exit: [held, ...sound('B').slice(1)] }))).toEqual([]);
  });

  test('is split by a step that only logs it', async () => {
    const held = 'done "Trial held with the plant manager" proof meeting "Trial" held with Plant';
    const logged = 'done "Trial is on record" proof meeting "Trial" logged with Plant';
    const steps = [
      step({ name: 'A', helps: 'Cost', exit: [held, ...sound('A').slice(1)] }),
      step({ name: 'B', exit: [logged] }),
    ];
    expect(await found(...steps)).toContain('required/no-split-event');
  });
});

describe('meetings', () => {
  const meeting = (name: string, label: string) =>
    step({
      name,
      exit: [
        `done "${name} held with the plant manager" proof meeting "${label}" held with Plant`,
        ...sound(name).slice(1),
      ],
    });

  test('may be two for one stuck point, not three', async () => {
    expect(await found(meeting('A', 'Kick-off'), meeting('B', 'Review'))).toEqual([]);
    expect(await found(meeting('A', 'Kick-off'), meeting('B', 'Review'), meeting('C', 'Closing'))).toEqual([
      'required/no-extra-meeting',
    ]);
  });
});

describe('stages', () => {
  test('that steps share count once', async () => {
    const steps = (stage: (index: number) => string) =>
      Array.from({ length: 14 }, (_, index) => step({ name: `S${index}`, more: `crm stage "${stage(index)}"` }));
    expect(await found(...steps((index) => `Stage ${index}`))).toContain('required/keep-it-short');
    expect(await found(...steps((index) => `Stage ${index >> 1}`))).not.toContain('required/keep-it-short');
  });
});
