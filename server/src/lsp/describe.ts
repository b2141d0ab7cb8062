import type { EnforcementLevel } from '../crm/backend.ts';
import { describeEvidence } from '../crm/describe.ts';
import type {
  Criterion,
  CriterionItem,
  Journey,
  ModelElement,
  Owner,
  Process,
  ProjectModel,
  Step,
  StuckPoint,
} from '../model/model.ts';
import type { ElementId, Ref } from '../model/source.ts';
import { escapeMarkdown } from '../report/markdownText.ts';
import type { InCrms } from './in-crms.ts';

/** What a person calls each kind of element. */
export const NOUNS: Readonly<Record<ModelElement['kind'], string>> = {
  role: 'role',
  persona: 'persona',
  journey: 'journey',
  stage: 'journey stage',
  stuck: 'stuck point',
  object: 'object',
  field: 'field',
  choice: 'choice',
  document: 'document',
  approval: 'approval',
  framework: 'framework',
  process: 'process',
  step: 'step',
  outcome: 'outcome',
  reason: 'reason',
  hold: 'parking place',
};

/**
 * An element in Markdown: what it is, its doc comment, and the facts that matter for it.
 *
 * @param crms adds how each CRM shows and calls things
 */
export function describeElement(element: ModelElement, model: ProjectModel, crms?: InCrms): string {
  const kind = element.kind === 'process' && element.variantOf ? 'variant' : NOUNS[element.kind];
  const head = `**${escapeMarkdown(element.label?.value ?? element.name)}** — ${kind} \`${element.name}\``;
  const doc = element.doc ? [element.doc] : [];
  const facts = factsOf(element, model, crms).map(([term, text]) => `- **${term}:** ${text}`);
  // The journey first: a long hover scrolls, and where things stand is what one looks for.
  return [head, ...doc, strip(element, model), facts.join('\n')].filter((part) => part !== '').join('\n\n');
}

type Fact = readonly [term: string, text: string];

function factsOf(element: ModelElement, model: ProjectModel, crms: InCrms | undefined): Fact[] {
  switch (element.kind) {
    case 'role':
      if (element.system) return [['Means', 'what software does']];
      return [
        ...(element.external ? [['External', 'a partner or other third party'] as const] : []),
        ...ownedBy(element.id, model),
      ];
    case 'persona':
      return [
        ...(element.buysAs ? [['Buys as', `\`${element.buysAs}\``] as const] : []),
        ...element.wants.map(({ value }): Fact => ['Wants', escapeMarkdown(value)]),
        ...element.fears.map(({ value }): Fact => ['Fears', escapeMarkdown(value)]),
      ];
    case 'journey':
      return listFact('For', element.personas, model);
    case 'stage':
      return [
        ...element.does.map(({ text }): Fact => ['Does', escapeMarkdown(text.value)]),
        ...element.asks.map(({ text }): Fact => ['Asks', escapeMarkdown(text.value)]),
        ...element.stuck.map(
          (stuck): Fact => ['Stuck', `${escapeMarkdown(titleOf(stuck))} (${helpText(stuck, model)})`],
        ),
      ];
    case 'stuck':
      return [...listFact('For', element.personas, model), ['Helped by', helpText(element, model)]];
    case 'object':
      return [...crmFacts(element.crmNames), ['Fields', String(element.fields.length)]];
    case 'field':
      return [
        ...containerFact('Of', element.object, model),
        ['Type', element.type],
        ...(element.choices.length > 0
          ? [['Choices', element.choices.map((choice) => `\`${choice.name}\``).join(', ')] as const]
          : []),
        ...(crms
          ? crms.names(element).map(({ crm, name }): Fact => [`In ${crm}`, `\`${name}\``])
          : crmFacts(element.crmNames)),
      ];
    case 'choice':
      return [...containerFact('Of', element.field, model), ...crmFacts(element.crmNames ?? {})];
    case 'approval':
      return listFact('By', element.by, model);
    case 'framework':
      return listFact('Fields', element.fields, model);
    case 'process':
      return processFacts(element, model);
    case 'step':
      return stepFacts(element, model, crms);
    case 'outcome':
      return [
        ['Ends as', element.outcome],
        ...element.reasons.map((reason): Fact => ['Reason', escapeMarkdown(titleOf(reason))]),
      ];
    case 'reason':
      return [
        ...containerFact('Ends as', element.outcome, model),
        ...(element.needsNote ? [['Needs', 'a note'] as const] : []),
      ];
    default:
      return [];
  }
}

function processFacts(process: Process, model: ProjectModel): Fact[] {
  const changed = process.steps.filter((step) => step.origin === 'changed' || step.origin === 'added');
  return [
    ...(process.variantOf ? [['Variant of', nameOf(process.variantOf, model)] as const] : []),
    ...listFact('For', process.journeys, model),
    ...(process.owner ? listFact('Owner', process.owner.roles, model) : []),
    ...(process.appliesWhen ? [['Applies when', describeEvidence(process.appliesWhen, model)] as const] : []),
    [
      'Steps',
      process.variantOf ? `${process.steps.length}, ${changed.length} of them its own` : String(process.steps.length),
    ],
  ];
}

function stepFacts(step: Step, model: ProjectModel, crms: InCrms | undefined): Fact[] {
  const owner = step.effectiveOwner;
  const ownerText = owner
    ? [
        names(owner.roles, model),
        owner.with.length > 0 ? ` with ${names(owner.with, model)}` : '',
        step.owner ? '' : ' (of the process)',
      ].join('')
    : '';
  return [
    ...(ownerText ? [['Who', ownerText] as const] : []),
    ...listFact('Helps', step.helps, model),
    ...listFact('During', step.during, model),
    ...step.actions.map(({ text }): Fact => ['Does', escapeMarkdown(text.value)]),
    ...(step.within ? [['Within', `${step.within.amount} ${step.within.unit}`] as const] : []),
    ...(step.exit?.items ?? []).flatMap((item) => criterionFacts(item, model, crms)),
    ...(step.crm?.label
      ? [
          [
            'CRM stage',
            `${escapeMarkdown(step.crm.label.value)}${step.crm.probability ? `, ${step.crm.probability.value}%` : ''}`,
          ] as const,
        ]
      : []),
  ];
}

function criterionFacts(item: CriterionItem, model: ProjectModel, crms: InCrms | undefined): Fact[] {
  if (item.kind === 'any')
    return item.criteria
      .flatMap((criterion) => criterionFacts(criterion, model, crms))
      .map(([, text]): Fact => ['One of', text]);
  const proof = item.proof ? ` — proven when ${escapeMarkdown(describeEvidence(item.proof, model))}` : '';
  const below = crms ? shownIn(crms.enforcement(item.path)) : '';
  return [[EXIT_WORDS[item.kind], `${criterionText(item, model)}${proof}${below}`]];
}

/** One line below a criterion: how each CRM shows it, those alike together. */
function shownIn(entries: ReturnType<InCrms['enforcement']>): string {
  const parts = [...new Set(entries.map(({ level }) => level))].map((level) => {
    const crms = entries.filter((entry) => entry.level === level).map(({ crm }) => crm);
    return `in ${crms.join(' and ')} ${LEVELS[level]}`;
  });
  return parts.length > 0 ? `\n  - Shown ${parts.join(', ')}` : '';
}

/** How a CRM shows a criterion, behind its name. */
const LEVELS: Readonly<Record<EnforcementLevel, string>> = {
  native: 'natively',
  helper: 'by a helper field',
  manual: 'only by hand',
};

const EXIT_WORDS: Readonly<Record<Criterion['kind'], string>> = {
  done: 'Done when',
  collect: 'Learns',
  commit: 'Buyer commits',
};

function criterionText(criterion: Criterion, model: ProjectModel): string {
  if (criterion.kind !== 'collect') return escapeMarkdown(criterion.text.value);
  return criterion.items
    .map((item) => {
      switch (item.kind) {
        case 'field':
          return nameOf(item.field, model);
        case 'framework':
          return nameOf(item.framework, model);
        case 'document':
          return item.document ? nameOf(item.document, model) : escapeMarkdown(item.label?.value ?? '');
        case 'text':
          return escapeMarkdown(item.text.value);
      }
    })
    .join(', ');
}

/** The steps that help the buyer past a stuck point; a step that variants change counts once. */
export function helpersOf(stuck: StuckPoint, model: ProjectModel): readonly Step[] {
  const found: Step[] = [];
  for (const process of model.processes) {
    for (const step of helpsOf(process).get(stuck.id) ?? []) {
      const { uri, start } = step.nameSpan;
      if (process.variantOf && found.some(({ nameSpan }) => nameSpan.start === start && nameSpan.uri === uri)) continue;
      found.push(step);
    }
  }
  return found;
}

/** Whether any step helps the buyer past a stuck point. */
export function isHelped(stuck: StuckPoint, model: ProjectModel): boolean {
  return model.processes.some((process) => helpsOf(process).has(stuck.id));
}

/** Steps by the stuck point they help: kept by process, since an edit leaves most processes as they were. */
const helps = new WeakMap<Process, ReadonlyMap<string, readonly Step[]>>();

function helpsOf(process: Process): ReadonlyMap<string, readonly Step[]> {
  const known = helps.get(process);
  if (known) return known;
  const index = new Map<string, Step[]>();
  for (const step of process.steps) {
    if (step.origin === 'inherited') continue;
    for (const target of new Set(step.helps.flatMap((ref) => ref.target ?? []))) {
      const list = index.get(target);
      if (list) list.push(step);
      else index.set(target, [step]);
    }
  }
  helps.set(process, index);
  return index;
}

function helpText(stuck: StuckPoint, model: ProjectModel): string {
  const steps = helpersOf(stuck, model);
  return steps.length === 0
    ? '⚠ no step helps the buyer here'
    : steps.map((step) => escapeMarkdown(titleOf(step))).join(', ');
}

/** The journey as one line of Markdown: its stages, their stuck points as marks, and where on it the element stands. */
function strip(element: ModelElement, model: ProjectModel): string {
  const { journey, stages, stuck: own } = placeOf(element, model);
  if (!journey || journey.stages.length === 0) return '';
  const seen = new Set<string>();
  const parts = journey.stages.map((stage) => {
    const marks = stage.stuck.map((stuck) => {
      const mark = own.has(stuck.id) ? HERE : isHelped(stuck, model) ? HELPED : GAP;
      seen.add(mark);
      return mark;
    });
    const title = escapeMarkdown(titleOf(stage));
    return `${stages.has(stage.id) ? `**▸ ${title}**` : title}${marks.length > 0 ? ` ${marks.join('')}` : ''}`;
  });
  const legend = [
    [HERE, 'helped here'],
    [HELPED, 'helped'],
    [GAP, 'nothing helps'],
  ].flatMap(([mark = '', meaning]) => (seen.has(mark) ? [`${mark} ${meaning}`] : []));
  return `${parts.join(' → ')}${legend.length > 0 ? `  \n*${legend.join(', ')}*` : ''}`;
}

/** Marks of stuck points on the line of the journey. */
const HERE = '◉';
const HELPED = '●';
const GAP = '⚠';

const NONE: ReadonlySet<string> = new Set();

function placeOf(
  element: ModelElement,
  model: ProjectModel,
): { journey: Journey | undefined; stages: ReadonlySet<string>; stuck: ReadonlySet<string> } {
  const journeyOf = (id: string | undefined) => model.journeys.find((journey) => journey.id === id);
  switch (element.kind) {
    case 'journey':
      return { journey: element, stages: NONE, stuck: NONE };
    case 'stage':
      return { journey: journeyOf(element.journey), stages: new Set([element.id]), stuck: NONE };
    case 'stuck':
      return { journey: journeyOf(element.journey), stages: new Set([element.stage]), stuck: NONE };
    case 'step': {
      const stages = new Set(element.during.flatMap(({ target }) => target ?? []));
      for (const { target } of element.helps) {
        const stuck = model.element(target);
        if (stuck?.kind === 'stuck') stages.add(stuck.stage);
      }
      const [first] = stages;
      const stage = model.element(first);
      const helped = new Set(element.helps.flatMap(({ target }) => target ?? []));
      return { journey: stage?.kind === 'stage' ? journeyOf(stage.journey) : undefined, stages, stuck: helped };
    }
    default:
      return { journey: undefined, stages: NONE, stuck: NONE };
  }
}

function crmFacts(names: Readonly<Record<string, string>>): Fact[] {
  return Object.entries(names).map(([crm, name]): Fact => [`In ${crm}`, `\`${name}\``]);
}

/** What an element is declared in. */
function containerFact(term: string, id: ElementId, model: ProjectModel): Fact[] {
  const container = model.element(id);
  return container ? [[term, `${escapeMarkdown(titleOf(container))} (\`${container.name}\`)`]] : [];
}

/** The processes and steps that a role owns, where it says so itself. */
function ownedBy(role: ElementId, model: ProjectModel): Fact[] {
  const owns = (owner: Owner | undefined) => owner?.roles.some(({ target }) => target === role) === true;
  const owned = model.processes.flatMap((process) => [
    ...(owns(process.owner) && !process.variantOf ? [process] : []),
    ...process.steps.filter((step) => step.origin !== 'inherited' && owns(step.owner)),
  ]);
  if (owned.length === 0) return [];
  const shown = owned.slice(0, MOST_OWNED).map((each) => escapeMarkdown(titleOf(each)));
  return [
    ['Owns', shown.join(', ') + (owned.length > shown.length ? `, and ${owned.length - shown.length} more` : '')],
  ];
}

const MOST_OWNED = 5;

function listFact(term: string, refs: readonly Ref[], model: ProjectModel): Fact[] {
  return refs.length === 0 ? [] : [[term, names(refs, model)]];
}

function names(refs: readonly Ref[], model: ProjectModel): string {
  return refs.map((ref) => nameOf(ref, model)).join(', ');
}

function nameOf(ref: Ref, model: ProjectModel): string {
  const element = model.element(ref.target);
  return element ? escapeMarkdown(titleOf(element)) : `\`${ref.text}\``;
}

function titleOf(element: ModelElement): string {
  return element.label?.value ?? element.name;
}
