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

/** How many kinds of proof there are. */
const PROOFS = 18;

const when = fc.boolean();
const proof = fc.option(fc.nat(PROOFS - 1), { nil: undefined, freq: 8 });
const criterion = fc.oneof(
  fc.record({
    kind: fc.constant('collect' as const),
    fields: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    /** What is collected besides: a framework, a document, words, or nothing; or a proof in place of that. */
    more: fc.constantFrom('', '', '', ', Extra', ', document Paper', ', "What it is about"', ' proof'),
    when,
  }),
  fc.record({ kind: fc.constant('done' as const), label, proof, field: fc.nat(), when }),
  fc.record({
    kind: fc.constant('commit' as const),
    label,
    proof,
    field: fc.nat(),
    when,
    by: fc.constantFrom('', ' by Buyer', ' by Buyer, Payer'),
  }),
);

const plan = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  trigger: fc.constantFrom('after', 'after', 'every', 'when'),
  unit: fc.constantFrom('hours', 'days', 'weeks', 'months'),
  idle: fc.boolean(),
  action: fc.constantFrom('follow-up', 'return', 'hold', 'lose', 'disqualify'),
  label,
  to: fc.nat(),
  condition: fc.nat(PROOFS - 1),
});

/** Over how many steps, backwards where negative. */
const branch = fc.record({
  over: fc.integer({ min: -3, max: 4 }),
  when: fc.option(fc.nat(PROOFS - 1), { nil: undefined }),
  field: fc.nat(),
});

const step = fc.record({
  label,
  plans: fc.array(plan, { maxLength: 2 }),
  branches: fc.array(branch, { maxLength: 2 }),
  actions: fc.array(label, { maxLength: 2 }),
  exit: fc.array(criterion, { maxLength: 4 }),
  any: fc.boolean(),
  plays: fc.array(label, { maxLength: 1 }),
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
  reasons: fc.array(fc.record({ label, note: fc.boolean() }), { maxLength: 2 }),
  closing: fc.option(criterion, { nil: undefined }),
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
export const projectText: fc.Arbitrary<string> = projectsOn(['', '', '', ' on lead', ' on launch']);

/** @param objects what stands behind the name of a process, such as ` on lead` */
function projectsOn(objects: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      fields: fc.array(field, { minLength: 1, maxLength: 6 }),
      framework: fc.boolean(),
      processes: fc.array(fc.tuple(process, fc.constantFrom(...objects)), { minLength: 1, maxLength: 3 }),
    })
    .map(({ fields, framework, processes }) => {
      const fieldLine = (plan: FieldPlan, index: number) => {
        const choices = plan.choices.map((choice, at) => `c${at} ${quote(choice)}`).join(' ');
        const block = plan.type.endsWith('choice') ? ` { ${choices} }` : '';
        const doc = plan.doc === undefined ? '' : `/** ${plan.doc} */\n`;
        return `${doc}field f${index} ${quote(plan.label)} : ${plan.type}${block}`;
      };
      /** On the object of the process that is being written. */
      let object = 'deal';
      const ref = (at: number) => `${object}.f${at % fields.length}`;
      const proof = (kind: number, at: number) =>
        [
          `${ref(at)} is set`,
          'meeting "Demo" held with Buyer',
          'document "Order form" signed by Buyer',
          'contact as champion linked',
          'approval Desk granted',
          `${ref(at)} is set and ${object}.worth > 1000`,
          'manual "A feeling"',
          `${ref(at)} is not set`,
          `${object}.plan is set and ${object}.plan_on is in the future`,
          'email received from Buyer or call held with Buyer',
          `${object}.plan_on is within 2 weeks`,
          `not (${object}.worth is one of (5, 10))`,
          `${object}.kind is not big and ${object}.plan_on is not before 2027-01-01`,
          'meeting "Demo" held with Buyer, Payer within 10 days at least 2 times',
          'not call logged with Payer within 3 weeks',
          `task "Send it" completed within 1 month or ${object}.kind is one of (big, small)`,
          'meeting "Review" scheduled with Buyer within 5 days',
          `${object}.cut is not set or (${object}.cut <= 2.5% and ${object}.kind is not small)`,
        ][kind] ?? '';
      const write = (item: fc.GeneratorValue | (typeof criterion extends fc.Arbitrary<infer T> ? T : never)) => {
        const each = item as typeof criterion extends fc.Arbitrary<infer T> ? T : never;
        const when = each.when ? ` when ${object}.cut > 15%` : '';
        if (each.kind === 'collect') {
          const proven =
            each.more === ' proof' ? ` proof ${object}.worth > 7 and ${ref(each.fields[0] ?? 0)} is set` : '';
          const more = each.more === ' proof' || (each.more === ', Extra' && !framework) ? '' : each.more;
          return `collect ${each.fields.map(ref).join(', ')}${more.replace('Extra', `Extra_${object}`)}${when}${proven}`;
        }
        const by = each.kind === 'commit' ? each.by : '';
        return `${each.kind} ${quote(each.label)}${by}${when}${each.proof === undefined ? '' : ` proof ${proof(each.proof, each.field)}`}`;
      };
      type ProcessPlan = typeof process extends fc.Arbitrary<infer T> ? T : never;
      type PlanPlan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
      const planText = (plan: PlanPlan, at: number, of: ProcessPlan) => {
        const { amount, trigger, unit, idle, action, label: says, to, condition } = plan;
        const time = `${trigger} ${amount} ${unit}${idle ? ' idle' : ''}`;
        const asked = `when ${condition % 2 === 0 ? `${object}.worth < ${amount}` : proof(condition, to)}`;
        const after =
          trigger === 'when' ? asked : trigger === 'after' && condition % 5 === 0 ? `${time} ${asked}` : time;
        if (action === 'return' && at > 0)
          return `${after} return to S${to % at}${idle ? ` because ${quote(says)}` : ''}`;
        if (action === 'hold' && of.hold !== undefined)
          return `${after} hold as Parked${idle ? ` until ${object}.plan_on` : ''}`;
        if (action === 'lose' && of.outcomes.includes('lost') && of.reasons.length > 0)
          return `${after} lose as Rlost0`;
        if (action === 'disqualify' && of.outcomes.includes('disqualified') && of.reasons.length > 0)
          return `${after} disqualify as Rdisqualified0`;
        return `${after} follow-up ${quote(says)}`;
      };
      const variantText = ({ variant: of, steps }: ProcessPlan, index: number) => {
        if (of === undefined) return '';
        const at = of.drops % steps.length;
        return `variant V${index} ${quote(of.label)} of P${index} when ${object}.worth > 50000 {
  add step Extra ${quote(of.adds)} before S${at} { exit { done "Extra done" proof ${object}.worth is set } }
  change step S${at} { within 3 days }
}`;
      };
      const processText = ([plan, on]: readonly [ProcessPlan, string], index: number) => {
        object = on === '' ? 'deal' : on.slice(' on '.length);
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
              const next = over < 0 ? Math.max(0, at + over) : at + 1 + over;
              if (next === at) return '';
              const to = next < plan.steps.length ? `S${next}` : `O${plan.outcomes[0]}`;
              return `then ${to}${when === undefined ? '' : ` when ${proof(when, of)}`}`;
            }),
            ...each.plays.map((play) => `play ${quote(play)}`),
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
        const reasons = (kind: string) =>
          kind === 'won'
            ? []
            : plan.reasons.map(
                (reason, at) => `reason R${kind}${at} ${quote(reason.label)}${reason.note ? ' needs note' : ''}`,
              );
        const outcome = (kind: string, at: number) => {
          const enter = at === 0 && plan.closing !== undefined ? [`enter { ${write(plan.closing)} }`] : [];
          const items = [...reasons(kind), ...enter];
          return `${kind} O${kind} "${kind} outcome"${items.length === 0 ? '' : ` {\n${items.join('\n')}\n}`}`;
        };
        return `process P${index} ${quote(plan.label)}${on} {
${plan.startsAt === undefined ? '' : `starts at S${plan.startsAt % plan.steps.length}`}
${moves.length === 0 ? '' : `moves ${moves.join(', ')}`}
${plan.throughout === undefined ? '' : `throughout { ${write(plan.throughout)} }`}
${flow.join('\n')}
${plan.hold === undefined ? '' : `hold Parked ${quote(plan.hold)}`}
${plan.outcomes.map(outcome).join('\n')}
${plan.again ? 'won Oagain "Won again"' : ''}
}
${variantText(plan, index)}`;
      };
      const used = [...new Set(['deal', ...processes.map(([, on]) => on.slice(' on '.length) || 'deal')])];
      const objectText = (name: string) => `object ${name} {
${fields.map(fieldLine).join('\n')}
field plan "What comes next" : text field plan_on "Day of what comes next" : date
field worth "Worth" : currency field cut "Price cut" : percent
field kind "Kind" : choice { big "Big" small "Small" }
}
${framework ? `framework Extra_${name} "Extra fields" { ${name}.f0 ${name}.plan }` : ''}`;
      return `persona Buyer "Buyer" { buys-as champion }
persona Payer "Who pays" { buys-as economic-buyer }
document Paper "Order paper"
approval Desk "Deal desk"
${used.map(objectText).join('\n')}
${processes.map(processText).join('\n')}
`;
    });
}
