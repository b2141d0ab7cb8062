import fc from 'fast-check';
import { quote } from '../../server/src/base/strings.ts';

/** Labels people and attackers write: quotes, markup, paths, formulas, scripts, other alphabets, very long ones. */
export const hostileLabels: readonly string[] = [
  'x'.repeat(500),
  `it's "quoted"`,
  ']]>',
  '../../etc/passwd',
  'a/b\\c',
  '🚀🚀',
  '=cmd|calc',
  '@sum',
  '-2+3',
  "'; DROP TABLE deals; --",
  '$(touch /tmp/pwned) `id`',
  'select',
  'SELECT',
  'hs_stage',
  '日本語',
  '<script>alert(1)</script>',
  '<!-- x -->',
  '%2F',
  'tab\there',
  'line\nbreak',
  '*/ end',
  '"""',
  '\\',
  'end',
  '| pipe |',
  '{{x}} ${y',
];

const word = fc.constantFrom(
  'Discovery',
  'Demo',
  'Plan',
  'Legal',
  'Offer',
  'Security',
  'Budget',
  'Pilot',
  'Sign',
  'Value',
);
const label = fc.oneof(
  { weight: 5, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.constantFrom(...hostileLabels) },
);

const plainTypes = [
  'text',
  'longtext',
  'number',
  'currency',
  'percent',
  'date',
  'datetime',
  'yesno',
  'user',
  'url',
  'email',
  'phone',
];

interface FieldPlan {
  readonly label: string;
  readonly type: string;
  readonly choices: readonly string[];
  readonly doc: string | undefined;
}

const field: fc.Arbitrary<FieldPlan> = fc.record({
  label,
  type: fc.constantFrom(...plainTypes, 'choice', 'multichoice'),
  choices: fc.array(label, { minLength: 1, maxLength: 4 }),
  doc: fc.option(fc.constantFrom('What it costs them.', 'A longer\n\ndescription, over lines.'), { nil: undefined }),
});

const criterion = fc.oneof(
  fc.record({ kind: fc.constant('collect' as const), fields: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('done' as const), label, proof: fc.nat(9), field: fc.nat(), when: fc.boolean() }),
  fc.record({ kind: fc.constant('commit' as const), label, proof: fc.nat(9), field: fc.nat(), when: fc.boolean() }),
);

const plan = fc.record({
  days: fc.integer({ min: 1, max: 60 }),
  action: fc.constantFrom('follow-up', 'return', 'hold', 'lose'),
  label,
  to: fc.nat(),
});

const branch = fc.record({ over: fc.nat(4), when: fc.option(fc.nat(9), { nil: undefined }), field: fc.nat() });

const step = fc.record({
  label,
  plans: fc.array(plan, { maxLength: 2 }),
  branches: fc.array(branch, { maxLength: 2 }),
  actions: fc.array(label, { maxLength: 2 }),
  exit: fc.array(criterion, { maxLength: 4 }),
  any: fc.boolean(),
  enter: fc.option(criterion, { nil: undefined }),
  within: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  crm: fc.option(
    fc.record({
      label: fc.option(label, { nil: undefined }),
      probability: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      forecast: fc.option(fc.constantFrom('pipeline', 'best-case', 'commit', 'omitted'), { nil: undefined }),
    }),
    { nil: undefined },
  ),
});

const process = fc.record({
  label,
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  hold: fc.option(label, { nil: undefined }),
  outcomes: fc.shuffledSubarray(['won', 'lost', 'disqualified'], { minLength: 1 }),
  again: fc.boolean(),
  forwardOnly: fc.boolean(),
  noSkipping: fc.boolean(),
  startsAt: fc.option(fc.nat(), { nil: undefined }),
  throughout: fc.option(criterion, { nil: undefined }),
  /** Where tracks begin that run side by side, and how many. */
  tracks: fc.option(fc.record({ from: fc.nat(), count: fc.integer({ min: 2, max: 3 }) }), { nil: undefined }),
  variant: fc.option(fc.record({ label, drops: fc.nat(), adds: label }), { nil: undefined }),
});

/** Text of a project with up to three processes on deals, every construct a CRM backend looks at, and hostile names. */
export const projectText: fc.Arbitrary<string> = fc
  .record({
    fields: fc.array(field, { minLength: 1, maxLength: 6 }),
    framework: fc.boolean(),
    processes: fc.array(process, { minLength: 1, maxLength: 3 }),
  })
  .map(({ fields, framework, processes }) => {
    const fieldLine = (plan: FieldPlan, index: number) => {
      const choices = plan.choices.map((choice, at) => `c${at} ${quote(choice)}`).join(' ');
      const block = plan.type.endsWith('choice') ? ` { ${choices} }` : '';
      const doc = plan.doc === undefined ? '' : `/** ${plan.doc} */\n`;
      return `${doc}field f${index} ${quote(plan.label)} : ${plan.type}${block}`;
    };
    const ref = (at: number) => `deal.f${at % fields.length}`;
    const proof = (kind: number, at: number) =>
      [
        `${ref(at)} is set`,
        'meeting "Demo" held with Buyer',
        'document "Order form" signed by Buyer',
        'contact as champion linked',
        'approval Desk granted',
        `${ref(at)} is set and deal.amount > 1000`,
        'manual "A feeling"',
        `${ref(at)} is not set`,
        'deal.next_step is set and deal.next_step_on is in the future',
        'email received from Buyer or call held with Buyer',
      ][kind] ?? '';
    const write = (item: fc.GeneratorValue | (typeof criterion extends fc.Arbitrary<infer T> ? T : never)) => {
      const each = item as typeof criterion extends fc.Arbitrary<infer T> ? T : never;
      if (each.kind === 'collect') return `collect ${each.fields.map(ref).join(', ')}`;
      const when = each.when ? ' when deal.discount > 15%' : '';
      return `${each.kind} ${quote(each.label)}${when} proof ${proof(each.proof, each.field)}`;
    };
    type ProcessPlan = typeof process extends fc.Arbitrary<infer T> ? T : never;
    type PlanPlan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
    const planText = ({ days, action, label: says, to }: PlanPlan, at: number, of: ProcessPlan) => {
      const after = `after ${days} days`;
      if (action === 'return' && at > 0 && !of.forwardOnly) return `${after} return to S${to % at}`;
      if (action === 'hold' && of.hold !== undefined) return `${after} hold as Parked`;
      return `${after} follow-up ${quote(says)}`;
    };
    const variantText = ({ variant: of, steps }: ProcessPlan, index: number) => {
      if (of === undefined) return '';
      const at = of.drops % steps.length;
      return `variant V${index} ${quote(of.label)} of P${index} when deal.amount > 50000 {
  add step Extra ${quote(of.adds)} before S${at} { exit { done "Extra done" proof deal.amount is set } }
  change step S${at} { within 3 days }
}`;
    };
    const processText = (plan: ProcessPlan, index: number) => {
      const steps = plan.steps.map((each, at) => {
        const items = [
          ...each.actions.map((action) => `do ${quote(action)}`),
          ...(each.enter === undefined ? [] : [`enter { ${write(each.enter)} }`]),
          ...(each.exit.length === 0
            ? []
            : [
                `exit { ${each.any ? `any { ${each.exit.map(write).join('\n')} }` : each.exit.map(write).join('\n')} }`,
              ]),
          ...(each.within === undefined ? [] : [`within ${each.within} days`]),
          ...each.branches.map(({ over, when, field: of }) => {
            const to = at + 1 + over < plan.steps.length ? `S${at + 1 + over}` : `O${plan.outcomes[0]}`;
            return `then ${to}${when === undefined ? '' : ` when ${proof(when, of)}`}`;
          }),
          ...(each.plans.length === 0
            ? []
            : [`otherwise {\n${each.plans.map((item) => planText(item, at, plan)).join('\n')}\n}`]),
          ...(each.crm === undefined
            ? []
            : [
                `crm${each.crm.label === undefined ? '' : ` stage ${quote(each.crm.label)}`}${each.crm.probability === undefined ? '' : ` probability ${each.crm.probability * 10}%`}${each.crm.forecast === undefined ? '' : ` forecast ${each.crm.forecast}`}`,
              ].filter((text) => text !== 'crm')),
        ];
        return `step S${at} ${quote(each.label)} {\n${items.join('\n')}\n}`;
      });
      const first = (plan.tracks?.from ?? 0) % plan.steps.length;
      const last = first + (plan.tracks?.count ?? 1) - 1;
      const flow = steps.map((text, at) => {
        if (plan.tracks === undefined || last >= steps.length) return text;
        return `${at === first ? 'parallel {\n' : ''}${text}${at === last ? '\n}' : ''}`;
      });
      const moves = [...(plan.forwardOnly ? ['forward-only'] : []), ...(plan.noSkipping ? ['no-skipping'] : [])];
      return `process P${index} ${quote(plan.label)} {
${plan.startsAt === undefined ? '' : `starts at S${plan.startsAt % plan.steps.length}`}
${moves.length === 0 ? '' : `moves ${moves.join(', ')}`}
${plan.throughout === undefined ? '' : `throughout { ${write(plan.throughout)} }`}
${flow.join('\n')}
${plan.hold === undefined ? '' : `hold Parked ${quote(plan.hold)}`}
${plan.outcomes.map((kind) => `${kind} O${kind} "${kind} outcome"`).join('\n')}
${plan.again ? 'won Oagain "Won again"' : ''}
}
${variantText(plan, index)}`;
    };
    return `persona Buyer "Buyer" { buys-as champion }
approval Desk "Deal desk"
object deal {
${fields.map(fieldLine).join('\n')}
}
${framework ? 'framework Extra "Extra fields" { deal.f0 }' : ''}
${processes.map(processText).join('\n')}
`;
  });
