import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/standards/edits.ts';
import { applyStreamline, editsBetween } from '../../server/src/streamline/apply.ts';
import { streamline } from '../../server/src/streamline/streamline.ts';
import { opener, type Texts, textsOf } from './open.ts';

const uri = 'file:///project/process.salesflow';

async function plan(source: string, options = {}) {
  const { model, findings } = await opener()(textsOf(source));
  expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
  return streamline(model, findings, options);
}

async function applied(source: string, accepted: ReadonlySet<string> | 'all' = 'all') {
  const result = await applyStreamline(textsOf(source), accepted, opener());
  return { ...result, text: result.texts.get(uri)!, steps: result.model.processes[0]!.steps.map(({ name }) => name) };
}

const outcomes = 'won Won "Won"\n lost Lost "Lost" { reason Late "Too late" }';
const draft = (steps: string) => `process Sale "Sale" {\n ${steps}\n ${outcomes}\n}\n`;

const meeting = (name: string, label: string, more = '') =>
  `step ${name} "${label}" { do "Meet the buyer" exit { done "${label} with the buyer took place" proof meeting "${label}" held } ${more} }`;

describe('streamline', () => {
  it('says of each step what it becomes, and why', async () => {
    const { proposals } = await plan(
      draft(`${meeting('Demo', 'Hold the demo')}
      step Chase "Follow up on the demo" { do "Call the buyer" }
      step Forecast "Update the forecast"
      step Extra "Reference call" { optional do "Introduce a customer" exit { done "Call held" proof call held } }
      step Inside "Buyer discusses it internally"`),
    );
    const steps = proposals.filter(({ step, id, verdict }) => id === `${verdict} ${step}`);
    expect(steps.map(({ title, verdict, target, standard }) => [title, verdict, target, standard])).toEqual([
      ['Hold the demo', 'keep', undefined, undefined],
      ['Follow up on the demo', 'follow-up-plan', 'Hold the demo', 'required'],
      ['Update the forecast', 'remove', undefined, 'buyer-centric'],
      ['Reference call', 'play', 'Hold the demo', 'required'],
      ['Buyer discusses it internally', 'remove', undefined, 'inspectable'],
    ]);
    for (const { reason } of steps) expect(reason).toMatch(/^[A-Z][^.]*\.$/);
  });

  it('carries chains of folds to the step that stays', async () => {
    const { steps, text } = await applied(
      draft(`${meeting('Demo', 'Hold the demo')}
      step One "Follow up on the demo" { do "Call the buyer" }
      step Two "Check in with the buyer" { do "Call the buyer again" }
      step Three "Send a reminder" { do "Remind the buyer" }`),
    );
    expect(steps).toEqual(['Demo']);
    for (const plan of [
      'Follow up on the demo: Call the buyer',
      'Check in with the buyer: Call the buyer again',
      'Send a reminder: Remind the buyer',
    ])
      expect(text).toContain(`follow-up "${plan}"`);
    expect(text.match(/otherwise/g)).toHaveLength(1);
  });

  it('makes of waiting something a rep can do', async () => {
    const { text } = await applied(
      draft(`${meeting('Demo', 'Hold the demo')} step Wait "Awaiting the decision" { do "Wait for a yes or no" }`),
    );
    expect(text).toContain('follow-up "Ask where it stands: Awaiting the decision"');
  });

  it('carries out only what is accepted', async () => {
    const source = draft(`${meeting('Demo', 'Hold the demo')}
      step Chase "Follow up on the demo" { do "Call the buyer" }
      step Forecast "Update the forecast"`);
    const { steps, applied: done } = await applied(source, new Set(['remove Sale/Forecast']));
    expect(steps).toEqual(['Demo', 'Chase']);
    expect(done.map(({ id }) => id)).toEqual(['remove Sale/Forecast']);
    expect((await applied(source, new Set())).text).toBe(source);
  });

  it('gives every proposal edits that stand alone', async () => {
    const source = draft(`${meeting('Demo', 'Hold the demo')}
      step Chase "Follow up on the demo" { do "Call the buyer" }
      step Prepare "Prepare the offer"
      step Inside "Buyer discusses it internally"
      ${meeting('Close', 'Hold the closing meeting')}`);
    const { proposals } = await plan(source);
    const changes = proposals.filter(({ edits }) => edits.length > 0);
    expect(changes.length).toBeGreaterThanOrEqual(3);
    for (const { edits } of changes) {
      const { findings } = await opener()(textsOf(applyEdits(source, edits)));
      expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
    }
  });

  it('leaves a note of what the buyer does unseen, for the journey', async () => {
    const { text, steps } = await applied(
      draft(
        `${meeting('Demo', 'Hold the demo')} step Inside "Buyer discusses it internally" ${meeting('Close', 'Hold the closing meeting')}`,
      ),
    );
    expect(steps).toEqual(['Demo', 'Close']);
    expect(text).toContain("/* On the buyer's journey: Buyer discusses it internally */");
  });

  it('has nothing to say of a process that is sound, or of none', async () => {
    expect((await plan('role AE')).proposals).toEqual([]);
    const empty = await plan('');
    expect(empty).toMatchObject({ proposals: [], missing: [], before: { steps: 0 }, after: { steps: 0 } });
    const source = draft(meeting('Demo', 'Hold the demo'));
    expect((await applied(source)).text).toBe(source);
  });

  it('never leaves a process without a step', async () => {
    const chases = draft(
      'step One "Follow up" { do "Call" } step Two "Check in" { do "Call" } step Three "Update the forecast"',
    );
    expect((await applied(chases)).steps.length).toBeGreaterThan(0);
    expect((await applied(draft('step Only "Update the forecast"'))).steps).toEqual(['Only']);
  });

  it('only looks at the process asked for, and leaves variants to it', async () => {
    const source = `${draft(`${meeting('Demo', 'Hold the demo')} step Chase "Follow up on the demo" { do "Call" }`)}
      process Other "Other" { ${meeting('Talk', 'Hold the talk')} step Nudge "Check in with the buyer" { do "Call" } ${outcomes} }
      variant Big "Big" of Sale when deal.amount > 10 { change step Demo { within 3 days } }`;
    const { proposals } = await plan(source, { process: 'Other' });
    expect([...new Set(proposals.map(({ step }) => step.split('/')[0]))]).toEqual(['Other']);
    expect((await plan(source)).proposals.map(({ step }) => step).filter((step) => step.startsWith('Big'))).toEqual([]);
  });
});

/** Forty loose steps as a task list has them, no journey, hardly a criterion. */
const tasks = [
  'Research the account',
  'Find the right contact',
  'Log the lead in the CRM',
  'Send an introduction email',
  'Follow up on the email',
  'Leave a voicemail',
  'Connect on LinkedIn',
  'Schedule the discovery call',
  'Prepare the discovery call',
  'Hold the discovery call',
  'Write the call notes',
  'Update the forecast',
  'Send the recap',
  'Follow up on the recap',
  'Identify the decision maker',
  'Qualify the opportunity',
  'Deal review with the manager',
  'Schedule the demo',
  'Prepare the demo environment',
  'Hold the demo',
  'Log the demo',
  'Send the recording',
  'Check in with the champion',
  'Buyer discusses it internally',
  'Customer reference if needed',
  'Prepare the proposal',
  'Internal approval of the discount',
  'Send the proposal',
  'Walk through the proposal',
  'Follow up on the proposal',
  'Wait for feedback',
  'Handle objections',
  'Negotiation',
  'Send the contract',
  'Buyer reviews the contract with legal',
  'Chase the signature',
  'Customer signs the contract',
  'Enter the order in the CRM',
  'Send a thank-you note',
  'Hold the kick-off meeting',
];

describe('a draft of forty loose steps without a journey', () => {
  const source = draft(tasks.map((label, index) => `step S${index} "${label}"`).join('\n '));

  it('comes down to the steps in which something happens with the buyer', async () => {
    const started = performance.now();
    const { model, text, findings } = await applied(source);
    expect(performance.now() - started).toBeLessThan(10_000);
    const labels = model.processes[0]!.steps.map(({ label }) => label!.value);
    expect(labels).toMatchSnapshot();
    expect(labels.length).toBeLessThanOrEqual(12);
    for (const stays of ['Hold the discovery call', 'Hold the demo', 'Customer signs the contract'])
      expect(labels).toContain(stays);
    expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
    const kept = (label: string) => text.includes(label);
    // Record keeping alone goes without a trace.
    expect(tasks.filter((label) => !kept(label))).toEqual([
      'Log the lead in the CRM',
      'Update the forecast',
      'Log the demo',
      'Enter the order in the CRM',
    ]);
  });

  it('never counts more findings after than before', async () => {
    const { before, after } = await plan(source);
    expect(after.findings).toBeLessThan(before.findings);
    const bare = await plan(draft('step One "Prospecting" step Two "Hold the demo" { do "Show it" }'));
    expect(bare.after.findings).toBeLessThanOrEqual(bare.before.findings);
  });

  it('asks for what is missing in the order in which to add it', async () => {
    const { missing } = await plan(source);
    expect(missing.map(({ kind }) => kind).slice(0, 4)).toEqual([
      'persona',
      'journey',
      'stuck-points',
      'exit-criteria',
    ]);
  });
});

describe('one edit per file', () => {
  it('turns the texts before into those after', () => {
    const before: Texts = new Map([
      ['a', 'one two three'],
      ['b', 'same'],
      ['c', 'aaa'],
    ]);
    const after: Texts = new Map([
      ['a', 'one 2 three'],
      ['b', 'same'],
      ['c', 'aaaa'],
    ]);
    const edits = editsBetween(before, after);
    expect(edits.map(({ span }) => span.uri)).toEqual(['a', 'c']);
    for (const edit of edits) expect(applyEdits(before.get(edit.span.uri)!, [edit])).toBe(after.get(edit.span.uri));
  });
});
