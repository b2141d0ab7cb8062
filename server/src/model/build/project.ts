import type { LangiumDocument } from 'langium';
import { Attached } from '../../base/attached.ts';
import type * as ast from '../../language/generated/ast.ts';
import { LIBRARY_URI } from '../../language/library.ts';
import type {
  Approval,
  Document,
  Field,
  Framework,
  Journey,
  ModelElement,
  ObjectType,
  Persona,
  Process,
  ProjectModel,
  Role,
} from '../model.ts';
import type { ElementId, SourceFile } from '../source.ts';
import { compact } from './compact.ts';
import { FileContext } from './context.ts';
import {
  buildApproval,
  buildCrmNames,
  buildDocument,
  buildField,
  buildFramework,
  buildJourney,
  buildPersona,
  buildRole,
} from './declarations.ts';
import type { Kept } from './kept.ts';
import { modelFile } from './model-file.ts';
import { buildProcess } from './process.ts';
import { buildVariant } from './variant.ts';

/** What one file contributes. Stays the same object while neither the file nor what it refers to changes. */
export interface FilePart {
  readonly source: SourceFile;
  readonly roles: readonly Role[];
  readonly personas: readonly Persona[];
  readonly journeys: readonly Journey[];
  readonly objects: readonly ObjectPart[];
  readonly fields: readonly Field[];
  readonly documents: readonly Document[];
  readonly approvals: readonly Approval[];
  readonly frameworks: readonly Framework[];
  readonly processes: readonly Process[];
  readonly variants: readonly {
    readonly node: ast.Variant;
    readonly file: FileContext;
    readonly base: string | undefined;
  }[];
}

/** One of possibly several declarations of an object. */
type ObjectPart = Omit<ObjectType, 'fields'>;

/** Declarations that are worth drawing and checking before they have a name. */
const NAMELESS: ReadonlySet<string> = new Set(['Persona', 'Journey', 'Process']);

/** The parts of a file's model that are worth keeping while other declarations are edited. */
export type KeptElements = Kept<Journey | Process>;

/**
 * Builds a file's part from its linked syntax tree.
 *
 * @param kept has what was made of declarations that are still the same; without it nothing is kept, and so not made small
 */
export function buildFilePart(document: LangiumDocument, kept?: KeptElements): FilePart {
  const uri = document.uri.toString();
  const text = document.textDocument.getText();
  const file = new FileContext(uri, text);
  const declarations = (document.parseResult.value as ast.File).declarations ?? [];
  const of = <Type extends ast.Declaration['$type']>(type: Type) =>
    declarations.filter(
      (node): node is Extract<ast.Declaration, { $type: Type }> =>
        node.$type === type && (!!node.name || NAMELESS.has(type)),
    );
  const keep = <Type extends Journey | Process>(node: ast.Declaration, build: () => Type) =>
    kept ? (kept.of(node, build) as Type) : build();
  const process = (node: ast.Process) => (kept ? compact(buildProcess(file, node)) : buildProcess(file, node));
  const objects = of('ObjectType');
  const frameworks = of('Framework');
  return {
    source: modelFile(uri, text),
    roles: of('Role').map((node) => buildRole(file, node)),
    personas: of('Persona').map((node) => buildPersona(file, node)),
    journeys: of('Journey').map((node) => keep(node, () => buildJourney(file, node))),
    objects: objects.map((node) => ({
      ...file.declared('object', node),
      builtin: uri === LIBRARY_URI.toString(),
      crmNames: buildCrmNames(node.items.filter((item) => item.$type === 'CrmName')),
    })),
    fields: [...objects, ...frameworks].flatMap((node) =>
      (node.items as (ast.ObjectItem | ast.FrameworkItem)[])
        .filter((item): item is ast.Field => item.$type === 'Field' && !!item.name)
        .map((item) => buildField(file, item)),
    ),
    documents: of('Document').map((node) => buildDocument(file, node)),
    approvals: of('Approval').map((node) => buildApproval(file, node)),
    frameworks: frameworks.map((node) => buildFramework(file, node)),
    processes: of('Process').map((node) => keep(node, () => process(node))),
    variants: of('Variant').map((node) => ({ node, file, base: node.base?.ref?.name })),
  };
}

/** Puts the parts of a project's files, and of the built-in library, together; keeps what did not change. */
export class ProjectAssembler {
  private readonly variants = new WeakMap<
    ast.Variant,
    { base: Process | undefined; part: FilePart; process: Process }
  >();
  private readonly indexes = new Attached<object, ReadonlyMap<ElementId, ModelElement>>();
  private objects: { parts: readonly (readonly unknown[])[]; merged: readonly ObjectType[] } | undefined;

  assemble(root: string, library: FilePart, parts: readonly FilePart[]): ProjectModel {
    const all = [library, ...parts];
    const bases = new Map<string, Process>();
    for (const part of parts)
      for (const process of part.processes) if (!bases.has(process.name)) bases.set(process.name, process);
    const processes = joined(parts, (part) => part.processes);
    const byBase = new Map<string | undefined, Process[]>();
    for (const part of parts) {
      for (const { node, file, base } of part.variants) {
        const resolved = this.resolve(node, file, part, base === undefined ? undefined : bases.get(base));
        byBase.set(base, [...(byBase.get(base) ?? []), resolved]);
      }
    }
    const ordered =
      byBase.size === 0
        ? processes
        : [...processes.flatMap((process) => [process, ...take(byBase, process.name)]), ...[...byBase.values()].flat()];
    const objects = this.mergeObjects(all);
    const files = new Map(all.map((part) => [part.source.uri, part.source]));
    const tops = new Map<string, ModelElement[]>();
    const model = {
      root,
      files: parts.map((part) => part.source),
      roles: joined(all, (part) => part.roles),
      personas: joined(parts, (part) => part.personas),
      journeys: joined(parts, (part) => part.journeys),
      objects,
      documents: joined(parts, (part) => part.documents),
      approvals: joined(parts, (part) => part.approvals),
      frameworks: joined(parts, (part) => part.frameworks),
      processes: ordered,
    };
    for (const list of [
      model.roles,
      model.personas,
      model.journeys,
      objects,
      model.documents,
      model.approvals,
      model.frameworks,
      ordered,
    ]) {
      for (const element of list as readonly ModelElement[]) {
        const known = tops.get(element.name);
        if (known) known.push(element);
        else tops.set(element.name, [element]);
      }
    }
    return {
      ...model,
      file: (uri) => files.get(uri),
      element: (id) => (id === undefined ? undefined : this.find(tops, id)),
    };
  }

  private find(tops: ReadonlyMap<string, readonly ModelElement[]>, id: ElementId): ModelElement | undefined {
    const name = id.slice(id.indexOf(':') + 1);
    const dot = name.indexOf('.');
    for (const top of tops.get(dot < 0 ? name : name.slice(0, dot)) ?? []) {
      if (top.id === id) return top;
      if (dot < 0) continue;
      let index = this.indexes.get(top);
      if (!index) {
        index = new Map(membersOf(top).map((member) => [member.id, member]));
        this.indexes.set(top, index);
      }
      const found = index.get(id);
      if (found) return found;
    }
    return undefined;
  }

  private resolve(node: ast.Variant, file: FileContext, part: FilePart, base: Process | undefined): Process {
    const known = this.variants.get(node);
    if (known && known.base === base && known.part === part) return known.process;
    const process = buildVariant(file, node, base);
    this.variants.set(node, { base, part, process });
    return process;
  }

  private mergeObjects(parts: readonly FilePart[]): readonly ObjectType[] {
    const key: (readonly unknown[])[] = [];
    for (const { objects, fields } of parts) if (objects.length > 0 || fields.length > 0) key.push(objects, fields);
    const known = this.objects;
    if (known && known.parts.length === key.length && known.parts.every((list, i) => list === key[i]))
      return known.merged;
    const fields = new Map<string, Field[]>();
    for (const field of parts.flatMap((part) => part.fields)) {
      const list = fields.get(field.object);
      if (!list) fields.set(field.object, [field]);
      else if (!list.some((other) => other.id === field.id)) list.push(field);
    }
    const merged = new Map<string, ObjectType>();
    for (const object of parts.flatMap((part) => part.objects)) {
      const first = merged.get(object.id);
      merged.set(
        object.id,
        first
          ? { ...first, crmNames: { ...first.crmNames, ...object.crmNames }, label: object.label ?? first.label }
          : { ...object, fields: fields.get(object.id) ?? [] },
      );
    }
    this.objects = { parts: key, merged: [...merged.values()] };
    return this.objects.merged;
  }
}

/** Everything of a kind, in order; a plain loop, because it runs over all files with each edit. */
function joined<Element>(parts: readonly FilePart[], of: (part: FilePart) => readonly Element[]): Element[] {
  const elements: Element[] = [];
  for (const part of parts) for (const element of of(part)) elements.push(element);
  return elements;
}

function take<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  const found = map.get(key) ?? [];
  map.delete(key);
  return found;
}

/** The named things inside a top-level declaration. */
function membersOf(top: ModelElement): readonly ModelElement[] {
  switch (top.kind) {
    case 'journey':
      return top.stages.flatMap((stage) => [stage, ...stage.stuck]);
    case 'object':
      return top.fields.flatMap((field) => [field, ...field.choices]);
    case 'process':
      return [...top.steps, ...top.outcomes.flatMap((outcome) => [outcome, ...outcome.reasons]), ...top.holds];
    default:
      return [];
  }
}
