import type { Field, FieldType, ModelElement, Process, ProjectModel, StuckPoint } from '../model/model.ts';
import type { CompletionContext } from './completion-context.ts';
import { helpersOf } from './describe.ts';

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

/** The names that make sense for one kind of reference, best first. */
export function namesFor(kind: string, place: string, context: CompletionContext, model: ProjectModel): NameChoice[] {
  const process = enclosingProcess(context, model);
  switch (kind) {
    case 'Role':
      return named(model.roles);
    case 'Persona':
      return personas(process, model);
    case 'Party':
      return [
        ...personas(process, model),
        ...named(
          model.roles.filter(({ system }) => !system),
          5,
        ),
      ];
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
      return named(
        model.processes.filter((other) => other !== process && (place !== 'Variant:base' || !other.variantOf)),
      );
    case 'Choice':
      return named(comparedField(context, model)?.choices ?? []);
    case 'Step':
      return named(process?.steps ?? []);
    case 'FlowTarget':
      return [...named(process?.steps ?? []), ...named([...(process?.outcomes ?? []), ...(process?.holds ?? [])], 5)];
    case 'HoldPlace':
      return named(process?.holds ?? []);
    case 'Reason': {
      const ends = place.startsWith('Lose:') ? 'lost' : 'disqualified';
      return named(
        (process?.outcomes ?? []).filter(({ outcome }) => outcome === ends).flatMap(({ reasons }) => reasons),
      );
    }
    default:
      return [];
  }
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

function personas(process: Process | undefined, model: ProjectModel): NameChoice[] {
  const own = new Set(
    process?.journeys.flatMap(
      ({ target }) => model.journeys.find(({ id }) => id === target)?.personas.map((ref) => ref.target) ?? [],
    ),
  );
  const chosen = own.size > 0 ? model.personas.filter(({ id }) => own.has(id)) : model.personas;
  return named(chosen);
}

/** Those that nothing helps yet come first, then those of the process's own journey, in the journey's order. */
function stuckPoints(process: Process | undefined, context: CompletionContext, model: ProjectModel): NameChoice[] {
  const own = new Set(process?.journeys.map(({ target }) => target));
  const journeys = own.size > 0 ? model.journeys.filter(({ id }) => own.has(id)) : model.journeys;
  const all = journeys.flatMap(({ stages }) => stages.flatMap(({ stuck }) => stuck));
  const named = new Set(/\bhelps\s+([^{}]*)$/.exec(context.before)?.[1]?.split(/[\s,]+/));
  return all
    .filter(({ name }) => name !== '' && !named.has(name))
    .map((element, index) => {
      const open = helpersOf(element, model).length === 0;
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
        rank: 0,
      })),
    );
}

const ORDERED: ReadonlySet<FieldType> = new Set(['number', 'currency', 'percent', 'date', 'datetime']);

/** Fields as `object.field`: those of the process's own object first, and only those that fit what they are compared with. */
function fields(context: CompletionContext, model: ProjectModel, process: Process | undefined): NameChoice[] {
  const other = comparedField(context, model);
  const own = process?.object.target ?? 'object:deal';
  return model.objects.flatMap((object) => {
    if (context.qualifier !== '' && object.name !== context.qualifier) return [];
    return object.fields
      .filter(
        (field) =>
          field.name !== '' && (!other || (field.id !== other.id && family(field.type) === family(other.type))),
      )
      .map((element) => ({
        text: `${object.name}.${element.name}`,
        element,
        rank: (object.id === own ? 0 : 100) + (element.builtin ? 10 : 0) + (other ? 50 : 0),
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

/** Whether a keyword makes sense for a field of that type: an order for what has one, a time for dates. */
export function fitsType(keyword: string, type: FieldType): boolean {
  if (['<', '<=', '>', '>='].includes(keyword)) return ORDERED.has(type);
  if (['in', 'within', 'before', 'after'].includes(keyword)) return type === 'date' || type === 'datetime';
  if (keyword === 'yes' || keyword === 'no') return type === 'yesno';
  return true;
}
