import type { ProjectModel } from '../model/model.ts';
import { type CompletionContext, startsEvidence, startsStatement } from './completion-context.ts';
import { BUILTIN_RANK, comparedField, namesFor } from './completion-names.ts';

/** Names that fit at the cursor, best first, to fill the places of a snippet with something that exists. */
class Fitting {
  readonly at: CompletionContext;
  readonly model: ProjectModel;

  constructor(at: CompletionContext, model: ProjectModel) {
    this.at = at;
    this.model = model;
  }

  /** A place to choose one of the names of that kind at; the fallback where there is none, or nothing at all. */
  choice(place: number, kind: string, where = '', fallback = ''): string {
    const choices = namesFor(kind, where, { ...this.at, qualifier: '' }, this.model).toSorted(
      (a, b) => a.rank - b.rank,
    );
    // Of fields, those of the project, if it has any: the built-in ones are many.
    const own = kind === 'ObjectType' ? choices.filter(({ rank }) => rank < BUILTIN_RANK) : choices;
    const names = (own.length > 0 ? own : choices).map(({ text }) => text);
    return oneOf(place, names.slice(0, MOST)) || (fallback && `\${${place}:${fallback}}`);
  }

  /** As {@link choice}, behind a word; without a name, not even the word. */
  after(word: string, place: number, kind: string, where = ''): string {
    const choice = this.choice(place, kind, where);
    return choice && `${word}${choice}`;
  }

  /** A name that nothing of the kind has yet. */
  fresh(wanted: string, kind: string): string {
    const taken = new Set(namesFor(kind, '', { ...this.at, qualifier: '' }, this.model).map(({ text }) => text));
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
    return name;
  }

  /** What proves that the rep's part is done, with the buyers of the journey. */
  held(place: number): string {
    return `meeting "\${${place}:Topic}" held${this.after(' with ', place + 1, 'Persona')}`;
  }

  /** What proves that the buyer committed to what comes next. */
  scheduled(place: number): string {
    return `meeting "\${${place}:Next topic}" scheduled${this.after(' with ', place + 1, 'Persona')}`;
  }

  /** A plan of two lines; the second only where there is a reason to lose for. */
  plan(place: number): string {
    const lose = this.after(`\n  after \${${place + 2}:30} days lose as `, place + 3, 'Reason', 'Lose:reason');
    return `otherwise {\n  after \${${place}:5} days follow-up "\${${place + 1}:What to send or offer}"${lose}\n}`;
  }

  criteria(place: number): string {
    const collect = this.after('\n  collect ', place + 3, 'ObjectType', 'FieldRef:object');
    return `exit {\n  done "\${${place}:What shows that it is done}" proof ${this.held(place + 1)}${collect}\n  commit "\${${place + 4}:What the buyer commits to}" proof ${this.scheduled(place + 5)}\n}`;
  }

  /** A condition on a choice field of the project, for what holds in one segment only. */
  condition(place: number): string {
    const object = this.model.objects.find(({ fields }) => fields.some((each) => !each.builtin && isChoice(each)));
    const field = object?.fields.find((each) => !each.builtin && isChoice(each));
    if (!object || !field) return `deal.amount > \${${place}:10000}`;
    const names = field.choices.map(({ name }) => name);
    return `${object.name}.${field.name} is ${oneOf(place, names)}`;
  }
}

/** More choices than anybody picks from in the middle of a snippet. */
const MOST = 12;

function isChoice({ type, choices }: { readonly type: string; readonly choices: readonly unknown[] }): boolean {
  return type === 'choice' && choices.length > 0;
}

function oneOf(place: number, names: readonly string[]): string {
  if (names.length === 0) return '';
  return names.length === 1 ? `\${${place}:${names[0]}}` : `\${${place}|${names.join(',')}|}`;
}

type Snippet = string | ((fit: Fitting) => string);

export const BUYING_ROLES = [
  'champion',
  'economic-buyer',
  'technical-buyer',
  'user',
  'legal',
  'procurement',
  'influencer',
];
const FIELD_TYPES = 'text,longtext,number,currency,percent,date,datetime,yesno,choice,multichoice,user,url,email,phone';
const FORECASTS = 'pipeline,best-case,commit,closed,omitted';

/** Whole statements, for a keyword or, as `block:keyword`, for what it says in that block only. */
const STATEMENTS: Readonly<Record<string, Snippet>> = {
  role: (fit) => `role \${1:${fit.fresh('AE', 'Role')}} "\${2:Account executive}"`,
  persona: (fit) =>
    `persona \${1:${fit.fresh('Buyer', 'Persona')}} "\${2:Title}" {\n  buys-as ${oneOf(3, BUYING_ROLES)}\n  wants "\${4:What they want to achieve}"\n}`,
  journey: (fit) =>
    `journey \${1:${fit.fresh('Main', 'Journey')}} "\${2:Title}"${fit.after(' for ', 3, 'Persona')} {\n  stage \${4:Aware} "\${5:What the buyer does here}" {\n    stuck \${6:Sizing} "\${7:Cannot go on without …}"\n  }\n}`,
  stage: 'stage ${1:Name} "${2:What the buyer does here}" {\n  stuck ${3:Name} "${4:Cannot go on without …}"\n}',
  stuck: 'stuck ${1:Name} "${2:Cannot go on without …}"',
  does: 'does "${1:What the buyer does}"',
  asks: 'asks "${1:What the buyer asks}"',
  'buys-as': () => `buys-as ${oneOf(1, BUYING_ROLES)}`,
  wants: 'wants "${1:What they want to achieve}"',
  fears: 'fears "${1:What they are afraid of}"',
  segment: 'segment "${1:Kind of company}"',
  object: `object \${1:deal} {\n  field \${2:detail} "\${3:Label}" : \${4|${FIELD_TYPES}|}\n}`,
  field: `field \${1:detail} "\${2:Label}" : \${3|${FIELD_TYPES}|}`,
  document: (fit) => `document \${1:${fit.fresh('Plan', 'Document')}} "\${2:Title}"`,
  approval: (fit) =>
    `approval \${1:${fit.fresh('Desk', 'Approval')}} "\${2:Title}"${fit.after(' by ', 3, 'Role', 'Owner:roles')}`,
  framework: (fit) =>
    `framework \${1:${fit.fresh('BANT', 'Framework')}} "\${2:Title}" {\n  field \${3:budget} "\${4:Budget}" : \${5|${FIELD_TYPES}|}\n}`,
  process: (fit) =>
    `process \${1:${fit.fresh('Sale', 'Process')}} "\${2:Title}"${fit.after(' for ', 3, 'Journey')} {\n${fit.after('  owner ', 4, 'Role', 'Owner:roles')}\n\n  step \${5:First} "\${6:What the rep does to help}" {\n    $0\n  }\n\n  won Won "Won"\n  lost Lost "Lost" {\n    reason NoDecision "No decision"\n  }\n}`,
  variant: (fit) =>
    `variant \${1:${fit.fresh('Enterprise', 'Process')}} "\${2:Title}"${fit.after(' of ', 3, 'Process', 'Variant:base')} when ${fit.condition(4)} {\n  $0\n}`,
  owner: (fit) => `owner ${fit.choice(1, 'Role', 'Owner:roles', 'Role')}`,
  throughout:
    'throughout {\n  done "${1:A dated next step is recorded}" proof ${2:deal.next_step_on is in the future}\n}',
  starts: (fit) => `starts at ${fit.choice(1, 'Step', '', 'Step')} when ${fit.condition(2)}`,
  moves: 'moves ${1|forward-only,no-skipping|}',
  parallel: 'parallel "${1:What runs side by side}" {\n  $0\n}',
  step: (fit) =>
    [
      `step \${1:${fit.fresh('Name', 'Step')}} "\${2:What the rep does to help}" {`,
      ...[fit.after('helps ', 3, 'StuckPoint')].filter((line) => line !== ''),
      'do "${4:What the rep does to help the buyer forward}"',
      fit.criteria(5),
      fit.plan(12),
    ]
      .join('\n')
      .replaceAll('\n', '\n  ')
      .concat('\n}'),
  helps: (fit) => `helps ${fit.choice(1, 'StuckPoint', '', 'StuckPoint')}`,
  during: (fit) => `during ${fit.choice(1, 'Stage', '', 'Stage')}`,
  do: 'do "${1:What the rep does to help the buyer forward}"',
  enter: (fit) => `enter {\n  done "\${1:What must be so before}" proof ${fit.held(2)}\n}`,
  exit: (fit) => fit.criteria(1),
  any: (fit) =>
    `any {\n  done "\${1:One way}" proof ${fit.held(2)}\n  done "\${4:Another way}" proof ${fit.held(5)}\n}`,
  done: (fit) => `done "\${1:What shows that it is done}" proof ${fit.held(2)}`,
  collect: (fit) => `collect ${fit.choice(1, 'ObjectType', 'FieldRef:object', 'deal.next_step')}`,
  commit: (fit) => `commit "\${1:What the buyer commits to}" proof ${fit.scheduled(2)}`,
  within: 'within ${1:14} days',
  otherwise: (fit) => fit.plan(1),
  after: 'after ${1:5} days follow-up "${2:What to send or offer}"',
  'process:after': 'after won {\n  $0\n}',
  every: 'every ${1:7} days follow-up "${2:What to send or offer}"',
  'otherwise:when': (fit) => `when ${fit.condition(1)} follow-up "\${2:What to send or offer}"`,
  play: 'play "${1:What it is called}" {\n  uses "${2:Material}" at "${3:https://}"\n}',
  uses: 'uses "${1:Material}" at "${2:https://}"',
  for: (fit) => `for ${fit.choice(1, 'Persona', '', 'Persona')}`,
  crm: `crm stage "\${1:Stage}" probability \${2:20}% forecast \${3|${FORECASTS}|}`,
  'step:then': (fit) => `then ${fit.choice(1, 'FlowTarget', '', 'Step')} when ${fit.condition(2)}`,
  handoff: (fit) => `handoff to ${fit.choice(1, 'Role', 'Owner:roles', 'Role')}`,
  opens: (fit) => `opens ${fit.choice(1, 'Process', '', 'Process')}`,
  won: (fit) => `won \${1:${fit.fresh('Won', 'FlowTarget')}} "\${2:Won}"`,
  lost: (fit) =>
    `lost \${1:${fit.fresh('Lost', 'FlowTarget')}} "\${2:Lost}" {\n  reason \${3:NoDecision} "\${4:No decision}"\n}`,
  disqualified: (fit) =>
    `disqualified \${1:${fit.fresh('NotAFit', 'FlowTarget')}} "\${2:Not a fit}" {\n  reason \${3:TooSmall} "\${4:Too small}"\n}`,
  reason: 'reason ${1:Name} "${2:Label}"',
  'process:hold': 'hold ${1:Later} "${2:Where records wait}"',
  add: (fit) =>
    `add step \${1:${fit.fresh('Name', 'Step')}} "\${2:What the rep does to help}"${fit.after(' after ', 3, 'Step', 'AnchoredStep:anchor')} {\n  $0\n}`,
  change: (fit) => `change step ${fit.choice(1, 'Step', 'ChangeStep:step', 'Step')} {\n  $0\n}`,
  drop: (fit) => `drop step ${fit.choice(1, 'Step', 'DropStep:step', 'Step')}`,
  'change step:drop':
    'drop ${1|helps,during,owner,do,enter,exit,within,otherwise,play,then,crm,handoff,opens,irreversible,optional|}',
};

/** What follows a word in the middle of a statement. */
const INLINE: Readonly<Record<string, Snippet>> = {
  'follow-up': 'follow-up "${1:What to send or offer}"',
  return: (fit) => `return to ${fit.choice(1, 'Step', 'ReturnTo:step', 'Step')}`,
  hold: ({ at, model }) => {
    const until = new Fitting({ ...at, before: `${at.before}hold until ` }, model);
    return `hold until ${until.choice(1, 'ObjectType', 'FieldRef:object', 'deal.next_step_on')}`;
  },
  lose: (fit) => `lose as ${fit.choice(1, 'Reason', 'Lose:reason', 'Reason')}`,
  disqualify: (fit) => `disqualify as ${fit.choice(1, 'Reason', 'Disqualify:reason', 'Reason')}`,
  stage: 'stage "${1:Stage}"',
  probability: 'probability ${1:20}%',
  forecast: `forecast \${1|${FORECASTS}|}`,
  within: 'within ${1:14} days',
  in: 'in the ${1|future,past|}',
  one: (fit) => {
    const names = comparedField({ ...fit.at, before: `${fit.at.before.trimEnd()} ` }, fit.model)?.choices ?? [];
    return names.length > 0
      ? `one of (${oneOf(
          1,
          names.map(({ name }) => name),
        )})`
      : 'one of ($1)';
  },
  manual: 'manual "${1:What one has to look at}"',
};

/** Whether there is anything that the word can be about: no record is lost for a reason that nobody declared. */
export function isPossible(keyword: string, at: CompletionContext, model: ProjectModel): boolean {
  switch (keyword) {
    case 'lose':
      return namesFor('Reason', 'Lose:reason', { ...at, qualifier: '' }, model).length > 0;
    case 'disqualify':
      return namesFor('Reason', 'Disqualify:reason', { ...at, qualifier: '' }, model).length > 0;
    case 'approval':
      return !startsEvidence(at) || model.approvals.length > 0;
    default:
      return true;
  }
}

/** Records that prove something, where evidence starts. */
const EVIDENCE: Readonly<Record<string, Snippet>> = {
  meeting: (fit) => (promises(fit.at) ? fit.scheduled(1) : fit.held(1)),
  call: (fit) => `call ${promises(fit.at) ? 'scheduled' : 'held'}${fit.after(' with ', 1, 'Persona')}`,
  email: (fit) => `email \${1|received,sent,replied|}${fit.after(' from ', 2, 'Persona')}`,
  task: 'task "${1:Subject}" completed',
  document: (fit) =>
    `document ${fit.choice(1, 'Document', '', '') || '"${1:Title}"'} \${2|signed,attached,sent,viewed|}${fit.after(' by ', 3, 'Persona')}`,
  contact: () => `contact as ${oneOf(1, BUYING_ROLES)} linked`,
  approval: (fit) => `approval ${fit.choice(1, 'Approval', '', 'Approval')} granted`,
};

/** Words that evidence can start with, the usual ones first. */
export const EVIDENCE_WORDS = Object.keys(EVIDENCE);

function promises({ before }: CompletionContext): boolean {
  return /\bcommit\s+"[^"\n]*"[^{}"\n]*$/.test(before);
}

/**
 * What is written for a keyword, in the editor's snippet syntax: all that it takes to say something complete, with names
 * that exist. `undefined` where the word stands alone.
 */
export function snippetFor(keyword: string, at: CompletionContext, model: ProjectModel): string | undefined {
  const statement =
    STATEMENTS[`${at.opener}:${keyword}`] ??
    STATEMENTS[`${at.opener.split(' ').at(-1)}:${keyword}`] ??
    STATEMENTS[keyword];
  const inline = (startsEvidence(at) ? EVIDENCE[keyword] : undefined) ?? INLINE[keyword];
  const snippet = startsStatement(at) ? statement : (inline ?? (at.starters.has(keyword) ? statement : undefined));
  return typeof snippet === 'function' ? snippet(new Fitting(at, model)) : snippet;
}

/** The snippet as plain text, for editors that know no snippets. */
export function plain(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '');
}
