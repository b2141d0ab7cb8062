import type { AstNode, AstNodeDescription, LangiumDocument } from 'langium';
import type { File, Framework, Journey, ObjectType } from './generated/ast.ts';
import { LIBRARY_URI } from './library.ts';
import type { Projects } from './projects.ts';

/** Kinds of things that other files can refer to. */
export type SymbolKind =
  | 'Role'
  | 'Persona'
  | 'Journey'
  | 'Stage'
  | 'StuckPoint'
  | 'ObjectType'
  | 'Field'
  | 'Document'
  | 'Approval'
  | 'Framework'
  | 'Process'
  | 'Variant';

interface SymbolEntry {
  readonly kind: SymbolKind;
  /** Every name it can be referred to by, most qualified last. */
  readonly keys: readonly string[];
  readonly description: AstNodeDescription;
}

type Table = Map<SymbolKind, Map<string, AstNodeDescription[]>>;

/**
 * What is declared in each project, by kind and name.
 *
 * Kept up to date file by file, so that a keystroke costs one file and a look-up costs one map access, however large
 * the project is.
 */
export class ProjectSymbols {
  private readonly projects: Projects;
  private readonly tables = new Map<string, Table>();
  private readonly files = new Map<string, { root: string; entries: SymbolEntry[] }>();

  constructor(projects: Projects) {
    this.projects = projects;
  }

  /** Records what the document declares, in place of what it declared before. */
  update(document: LangiumDocument): void {
    const uri = document.uri.toString();
    this.remove(uri);
    const entries = declaredIn(document.parseResult.value as File, document);
    const root = this.projects.rootOf(document.uri);
    this.files.set(uri, { root, entries });
    const table = this.tableOf(root);
    for (const { kind, keys, description } of entries) {
      const names = table.get(kind) ?? new Map<string, AstNodeDescription[]>();
      table.set(kind, names);
      for (const key of keys) {
        const found = names.get(key);
        if (found) insert(found, description);
        else names.set(key, [description]);
      }
    }
  }

  /** Forgets what the file declared. */
  remove(uri: string): void {
    const file = this.files.get(uri);
    if (!file) return;
    this.files.delete(uri);
    const table = this.tableOf(file.root);
    for (const { kind, keys, description } of file.entries) {
      const names = table.get(kind);
      for (const key of keys) {
        const rest = names?.get(key)?.filter((other) => other !== description) ?? [];
        if (rest.length > 0) names?.set(key, rest);
        else names?.delete(key);
      }
    }
  }

  /** All names that the file declares for others, in order; equal for texts that are the same to other files. */
  namesIn(uri: string): string {
    return namesOf(this.files.get(uri)?.entries ?? []);
  }

  /** Sorts files into projects again, after roots have changed; returns the URIs of those that moved. */
  regroup(documents: Iterable<LangiumDocument>): string[] {
    const moved: string[] = [];
    for (const document of documents) {
      const file = this.files.get(document.uri.toString());
      if (file && file.root !== this.projects.rootOf(document.uri)) {
        this.update(document);
        moved.push(document.uri.toString());
      }
    }
    return moved;
  }

  /**
   * Declarations of that kind and name in the project, and in the built-in library. In the order of files and in those of
   * the text, so that the first one is the same whatever was edited last.
   */
  find(root: string, kind: SymbolKind, name: string): readonly AstNodeDescription[] {
    const own = this.tables.get(root)?.get(kind)?.get(name) ?? [];
    const builtin = this.tables.get('')?.get(kind)?.get(name) ?? [];
    return builtin.length === 0 ? own : [...builtin, ...own];
  }

  /** All declarations of that kind in the project and the built-in library, each under each of its names. */
  *all(root: string, kind: SymbolKind): Iterable<[name: string, description: AstNodeDescription]> {
    for (const table of [this.tables.get(''), this.tables.get(root)]) {
      for (const [name, descriptions] of table?.get(kind) ?? []) {
        for (const description of descriptions) yield [name, description];
      }
    }
  }

  private tableOf(root: string): Table {
    let table = this.tables.get(root);
    if (!table) {
      table = new Map();
      this.tables.set(root, table);
    }
    return table;
  }
}

/** All names that a document declares for others, in order, whether or not they are recorded. */
export function namesDeclaredIn(document: LangiumDocument): string {
  return namesOf(declaredIn(document.parseResult.value as File, document));
}

function namesOf(entries: readonly SymbolEntry[]): string {
  return entries.map(({ kind, keys }) => `${kind} ${keys.join()}`).join('\n');
}

/** Puts it behind those of earlier files and those of its own. */
function insert(descriptions: AstNodeDescription[], description: AstNodeDescription): void {
  const uri = description.documentUri.toString();
  let low = 0;
  let high = descriptions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((descriptions[middle] as AstNodeDescription).documentUri.toString() <= uri) low = middle + 1;
    else high = middle;
  }
  descriptions.splice(low, 0, description);
}

/** A light description: the node itself is at hand, so no path to it is needed. */
export function describe(node: AstNode, name: string, document: LangiumDocument): AstNodeDescription {
  return { node, name, type: node.$type, documentUri: document.uri, path: '' };
}

function declaredIn(file: File, document: LangiumDocument): SymbolEntry[] {
  const entries: SymbolEntry[] = [];
  const add = (kind: SymbolKind, node: AstNode & { name: string }, ...keys: string[]) => {
    if (node.name) {
      entries.push({ kind, keys, description: describe(node, keys.at(-1) as string, document) });
    }
  };
  for (const declaration of file.declarations ?? []) {
    add(declaration.$type, declaration, declaration.name);
    if (declaration.$type === 'Journey') {
      addJourney(declaration, add);
    } else if (declaration.$type === 'ObjectType') {
      addFields(declaration, declaration.name, add);
    } else if (declaration.$type === 'Framework') {
      addFields(declaration, declaration.object?.$refText ?? 'deal', add);
    }
  }
  return entries;
}

type Add = (kind: SymbolKind, node: AstNode & { name: string }, ...keys: string[]) => void;

function addJourney(journey: Journey, add: Add): void {
  for (const stage of journey.stages) {
    add('Stage', stage, stage.name, `${journey.name}.${stage.name}`);
    for (const item of stage.items) {
      if (item.$type === 'StuckPoint') {
        const { name } = item;
        add(
          'StuckPoint',
          item,
          name,
          `${stage.name}.${name}`,
          `${journey.name}.${name}`,
          `${journey.name}.${stage.name}.${name}`,
        );
      }
    }
  }
}

function addFields(owner: ObjectType | Framework, object: string, add: Add): void {
  for (const item of owner.items) {
    if (item.$type === 'Field') add('Field', item, `${object}.${item.name}`);
  }
}

/** Whether the declaration comes with the product. */
export function isBuiltin(description: AstNodeDescription): boolean {
  return description.documentUri.scheme === LIBRARY_URI.scheme;
}
