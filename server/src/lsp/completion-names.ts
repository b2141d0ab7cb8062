import type { Field, FieldType, ModelElement, Process, ProjectModel, StuckPoint } from '../model/model.ts';
import type { CompletionContext } from './completion-context.ts';
import { isHelped } from './describe.ts';

/** A name that may stand at the cursor. */
export interface NameChoice {
  /** What is inserted. */
  readonly text: string;
  readonly element: ModelElement;
  /** Sorts before others: smaller first. */
  readonly rank: number;
  /** A word on why it comes first. */
  readonly note?: string;
}

/** Added to the rank of fields that every project has. */
export const BUILTIN_RANK = 10;

/** The names that make sense for one kind of reference, best first. */
export function namesFor(kind: string, place: string, context: CompletionContext, model: ProjectModel): NameChoice[] {
  const process = enclosingProcess(context, model);
  switch (kind) {
    case 'Role':
      // Software takes nothing over and sells nothing, it only acts.
      return named(/^(?:Handoff|Owner|Approval):/.test(place) ? people(model) : model.roles);
    case 'Persona':
      return personas(process, model, context);
    case 'Party':
      return [...personas(process, model, context), ...named(people(model), 100)];
    case 'Journey':
      return named(model.journeys);
    case 'StuckPoint':
      return stuckPoints(process, context, model);
    case 'Stage':
      return stages(process, context, model);
    case 'ObjectType':
      return place.startsWith('FieldRef:') ? fields(context, model, process) : named(model.objects);
    case 'Document':
      return named(model.documents);
    case 'Approval':
      return named(model.approvals);
    case 'Framework':
      return named(model.frameworks);
    case 'Process':
      return named(model.processes.filter(({ variantOf }) => !variantOf)).map((choice) =>
        choice.element === process ? { ...choice, rank: 100 } : choice,
      );
    case 'Choice':
      return inOrder(comparedField(context, model)?.choices ?? []).filter(({ text }) => !listed(context).has(text));
    case 'Step':
      return qualified(steps(place, process, context), context, process);
    case 'FlowTarget':
      return qualified(
        [...steps(place, process, context), ...inOrder([...(process?.outcomes ?? []), ...(process?.holds ?? [])], 500)],
        context,
        process,
      );
    case 'HoldPlace':
      return qualified(inOrder(process?.holds ?? []), context, process);
    case 'Reason': {
      const ends = place.startsWith('Lose:') ? 'lost' : 'disqualified';
      const outcomes = (process?.outcomes ?? []).filter(({ outcome }) => outcome === ends);
      return outcomes.flatMap((outcome) => qualified(inOrder(outcome.reasons), context, outcome));
    }
    default:
      return [];
  }
}

function people(model: ProjectModel): ModelElement[] {
  return model.roles.filter(({ system }) => !system);
}

/** As declared, where the order says something. */
function inOrder(elements: readonly ModelElement[], rank = 0): NameChoice[] {
  return named(elements).map((choice, index) => ({ ...choice, rank: rank + index }));
}

/** Names behind the name of what they are declared in, where that is being written. */
function qualified(
  choices: readonly NameChoice[],
  { qualifier }: CompletionContext,
  container: ModelElement | undefined,
): NameChoice[] {
  if (qualifier === '') return [...choices];
  if (qualifier.split('.').at(-1) !== container?.name) return [];
  return choices.map((choice) => ({ ...choice, text: `${qualifier}.${choice.text}` }));
}

/**
 * Steps that make sense: to go back to, those before this one; as what follows, those after it; to change or drop, what
 * the variant takes over as it is.
 */
function steps(place: string, process: Process | undefined, context: CompletionContext): NameChoice[] {
  const all = process?.steps ?? [];
  const name = context.blocks.flatMap((block) => /\bstep\s+([\p{L}\p{N}_-]+)[^{]*\{$/u.exec(block)?.[1] ?? []).at(-1);
  const here = all.findIndex((step) => step.name === name);
  const choices = inOrder(all);
  switch (place) {
    case 'ReturnTo:step':
      // The nearest first; then this step itself, then later ones.
      return choices.map((choice, index) => ({ ...choice, rank: index < here ? here - index : 100 + index }));
    case 'Then:to':
      return choices
        .filter((_, index) => index !== here)
        .map((choice, index) => ({ ...choice, rank: index < here ? 100 + index : index }));
    case 'ChangeStep:step':
    case 'DropStep:step':
      return choices
        .filter(({ element }) => element.kind === 'step' && (!process?.variantOf || element.origin !== 'added'))
        .map((choice) =>
          choice.element.kind === 'step' && choice.element.origin === 'changed'
            ? { ...choice, rank: choice.rank + 100, note: 'changed already' }
            : choice,
        );
    default:
      return choices;
  }
}

/** Names written already in the list that the cursor is in. */
function listed({ before }: CompletionContext): ReadonlySet<string> {
  const list =
    /(?:\b(?:helps|collect|with|from|to|by|for)\s+|\()((?:[\p{L}\p{N}_.-]+\s*,\s*)*)$/u.exec(before)?.[1] ?? '';
  return new Set(list.split(/[\s,]+/).filter((name) => name !== ''));
}

function named(elements: readonly ModelElement[], rank = 0): NameChoice[] {
  return elements.filter(({ name }) => name !== '').map((element) => ({ text: element.name, element, rank }));
}

/** The process or variant the cursor is in; a variant that is not finished stands for its base. */
export function enclosingProcess({ blocks }: CompletionContext, model: ProjectModel): Process | undefined {
  for (const block of blocks) {
    const [, name, base] =
      /\b(?:process|variant)\s+([\p{L}\p{N}_-]+)(?:[^{]*?\bof\s+([\p{L}\p{N}_-]+))?[^{]*\{$/u.exec(block) ?? [];
    const find = (wanted: string | undefined) => model.processes.find((process) => process.name === wanted);
    if (name) return find(name) ?? find(base);
  }
  return undefined;
}

function personas(process: Process | undefined, model: ProjectModel, context: CompletionContext): NameChoice[] {
  const own = new Set(
    process?.journeys.flatMap(
      ({ target }) => model.journeys.find(({ id }) => id === target)?.personas.map((ref) => ref.target) ?? [],
    ),
  );
  if (own.size === 0) return inOrder(model.personas).filter(({ text }) => !listed(context).has(text));
  // In the journey's order: whom it is for comes first.
  return inOrder([...own].flatMap((id) => model.personas.find((persona) => persona.id === id) ?? [])).filter(
    ({ text }) => !listed(context).has(text),
  );
}

/** Those that nothing helps yet come first, then those of the process's own journey, in the journey's order. */
function stuckPoints(process: Process | undefined, context: CompletionContext, model: ProjectModel): NameChoice[] {
  const own = new Set(process?.journeys.map(({ target }) => target));
  const journeys = own.size > 0 ? model.journeys.filter(({ id }) => own.has(id)) : model.journeys;
  const all = journeys.flatMap(({ stages }) => stages.flatMap(({ stuck }) => stuck));
  const written = listed(context);
  return all
    .filter(({ name }) => name !== '' && !written.has(name))
    .map((element, index) => {
      const open = !isHelped(element, model);
      const text = qualifiedName(element, all, context.qualifier);
      return { text, element, rank: (open ? 0 : 1000) + index, ...(open ? { note: 'nothing helps yet' } : {}) };
    })
    .filter(({ text }) => text.startsWith(context.qualifier));
}

/** The shortest name that means it. */
function qualifiedName(stuck: StuckPoint, all: readonly StuckPoint[], qualifier: string): string {
  const [journey = '', stage = ''] = stuck.stage.slice('stage:'.length).split('.');
  const forms = [stuck.name, `${stage}.${stuck.name}`, `${journey}.${stuck.name}`, `${journey}.${stage}.${stuck.name}`];
  if (qualifier !== '') return forms.find((form) => form.startsWith(`${qualifier}.`)) ?? forms[0] ?? '';
  return all.filter(({ name }) => name === stuck.name).length === 1 ? stuck.name : (forms[1] ?? stuck.name);
}

function stages(process: Process | undefined, context: CompletionContext, model: ProjectModel): NameChoice[] {
  const own = new Set(process?.journeys.map(({ target }) => target));
  return model.journeys
    .filter(({ id }) => own.size === 0 || own.has(id))
    .flatMap((journey) =>
      journey.stages.map((element) => ({
        text: context.qualifier === journey.name ? `${journey.name}.${element.name}` : element.name,
        element,
        rank: element.index,
      })),
    );
}

const ORDERED: ReadonlySet<FieldType> = new Set(['number', 'currency', 'percent', 'date', 'datetime']);

/** Fields as `object.field`: those of the process's own object first, and only those that fit what they are compared with. */
function fields(context: CompletionContext, model: ProjectModel, process: Process | undefined): NameChoice[] {
  const other = comparedField(context, model);
  const own = process?.object.target ?? 'object:deal';
  const written = listed(context);
  const untilDate = /\buntil\s+$/.test(context.before);
  return model.objects.flatMap((object) => {
    if (context.qualifier !== '' && object.name !== context.qualifier) return [];
    return object.fields
      .filter(
        (field) =>
          field.name !== '' &&
          !written.has(`${object.name}.${field.name}`) &&
          (!untilDate || family(field.type) === 'date') &&
          (!other || (field.id !== other.id && family(field.type) === family(other.type))),
      )
      .map((element) => ({
        text: `${object.name}.${element.name}`,
        element,
        rank: (object.id === own ? 0 : 100) + (element.builtin ? BUILTIN_RANK : 0) + (other ? 50 : 0),
      }));
  });
}

function family(type: FieldType): string {
  if (type === 'number' || type === 'currency' || type === 'percent') return 'number';
  if (type === 'date' || type === 'datetime') return 'date';
  if (type === 'choice' || type === 'multichoice' || type === 'yesno' || type === 'user') return type;
  return 'text';
}

const COMPARISON =
  /([\p{L}_][\p{L}\p{N}_-]*)\.([\p{L}\p{N}_-]+)\s*(?:=|!=|<=|>=|<|>|\bis(?:\s+not)?(?:\s+(?:before|after))?|\bis(?:\s+not)?\s+one\s+of\s*\([^()]*)\s*$/u;

/** The field on the left of the comparison that the cursor is in. */
export function comparedField({ before }: CompletionContext, model: ProjectModel): Field | undefined {
  const [, object, name] = COMPARISON.exec(before) ?? [];
  return model.objects.find((each) => each.name === object)?.fields.find((field) => field.name === name);
}

/** The field that an operator is about to follow. */
export function testedField({ before }: CompletionContext, model: ProjectModel): Field | undefined {
  const [, object, name] = /([\p{L}_][\p{L}\p{N}_-]*)\.([\p{L}\p{N}_-]+)\s+(?:is\s+(?:not\s+)?)?$/u.exec(before) ?? [];
  return model.objects.find((each) => each.name === object)?.fields.find((field) => field.name === name);
}

/** Whether a word makes sense for a field of that type: an order for what has one, a time for dates. */
export function fitsType(keyword: string, type: FieldType): boolean {
  if (['<', '<=', '>', '>='].includes(keyword)) return ORDERED.has(type);
  if (['in', 'within', 'before', 'after'].includes(keyword)) return type === 'date' || type === 'datetime';
  if (keyword === 'one') return type !== 'date' && type !== 'datetime' && type !== 'yesno';
  if (keyword === 'yes' || keyword === 'no') return type === 'yesno';
  return true;
}
