import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
  type Stream,
  stream,
} from 'langium';
import { Attached } from '../base/attached.ts';
import * as ast from './generated/ast.ts';
import type { Projects } from './projects.ts';
import { describe, type ProjectSymbols, type SymbolKind } from './symbols.ts';

/** Candidates for a name, before it is decided whether they are one. */
export interface NameScope extends Scope {
  /** Every declaration the name could mean here; more than one makes it ambiguous, unless they merge. */
  candidates(name: string): readonly AstNodeDescription[];
}

/**
 * What each reference can refer to.
 *
 * Project-wide names come from {@link ProjectSymbols}; members of a process are looked up in the process (for a
 * variant, also in its base), choices in the field on the left.
 */
export class SalesflowScopeProvider implements ScopeProvider {
  private readonly symbols: ProjectSymbols;
  private readonly projects: Projects;
  private readonly members = new Attached<AstNode, Map<string, AstNodeDescription[]>>();

  constructor(symbols: ProjectSymbols, projects: Projects) {
    this.symbols = symbols;
    this.projects = projects;
  }

  getScope(context: ReferenceInfo): NameScope {
    const { container, property } = context;
    switch (container.$type) {
      case ast.FieldRef.$type:
        return property === 'object' ? this.global(container, 'ObjectType') : this.fields(container as ast.FieldRef);
      case ast.ChoiceValue.$type:
        return this.choices(container as ast.ChoiceValue);
      case ast.Helps.$type:
        return this.journeyMembers(container, 'StuckPoint');
      case ast.During.$type:
        return this.journeyMembers(container, 'Stage');
      case ast.ActivityEvidence.$type:
        return this.global(container, 'Persona', 'Role');
      case ast.DocumentEvidence.$type:
        return property === 'document' ? this.global(container, 'Document') : this.global(container, 'Persona', 'Role');
      case ast.ReturnTo.$type:
      case ast.StartsAt.$type:
      case ast.ChangeStep.$type:
      case ast.DropStep.$type:
      case ast.Step.$type:
        return this.processMembers(container, (type) => type === ast.Step.$type);
      case ast.Then.$type:
        return this.processMembers(container, (type) => type !== ast.Reason.$type);
      case ast.Hold.$type:
        return this.processMembers(container, (type) => type === ast.HoldPlace.$type);
      case ast.Lose.$type:
      case ast.Disqualify.$type:
        return this.processMembers(container, (type) => type === ast.Reason.$type);
      default:
        return this.global(container, GLOBAL_KINDS[`${container.$type}:${property}`] ?? 'Role');
    }
  }

  private rootOf(node: AstNode): string {
    return this.projects.rootOf(AstUtils.getDocument(node).uri);
  }

  private global(container: AstNode, ...kinds: SymbolKind[]): NameScope {
    const root = this.rootOf(container);
    return new TableScope(
      (name) => {
        for (const kind of kinds) {
          const found = this.symbols.find(root, kind, name);
          // Duplicates are reported where they are declared; a use still means the first.
          if (found.length > 0) return found.slice(0, 1);
        }
        return [];
      },
      () =>
        kinds.flatMap((kind) =>
          [...this.symbols.all(root, kind)].map(([name, description]) => renamed(description, name)),
        ),
    );
  }

  private fields(container: ast.FieldRef): NameScope {
    const object = container.object?.$refText ?? '';
    const root = this.rootOf(container);
    return new TableScope(
      (name) => this.symbols.find(root, 'Field', `${object}.${name}`).slice(0, 1),
      () =>
        [...this.symbols.all(root, 'Field')]
          .filter(([name]) => name.startsWith(`${object}.`))
          .map(([name, description]) => renamed(description, name.slice(object.length + 1))),
    );
  }

  private choices(container: ast.ChoiceValue): NameScope {
    const field = fieldComparedWith(container)?.field.field?.ref;
    const choices = field?.choices ?? [];
    const describeChoice = (choice: ast.Choice) => describe(choice, choice.name, AstUtils.getDocument(choice));
    return new TableScope(
      (name) => choices.filter((choice) => choice.name === name).map(describeChoice),
      () => choices.filter((choice) => choice.name).map(describeChoice),
    );
  }

  /** Stuck points or stages: those of the process's own journeys come first, so that they can be named alone. */
  private journeyMembers(container: AstNode, kind: 'StuckPoint' | 'Stage'): NameScope {
    const root = this.rootOf(container);
    const process =
      AstUtils.getContainerOfType(container, ast.isProcess) ??
      AstUtils.getContainerOfType(container, ast.isVariant)?.base?.ref;
    const journeys = new Set(process?.journeys.map((journey) => journey.ref));
    const isOwn = (description: AstNodeDescription) =>
      !!description.node && journeys.has(AstUtils.getContainerOfType(description.node, ast.isJourney));
    return new TableScope(
      (name) => {
        const found = this.symbols.find(root, kind, name);
        const own = found.length > 1 ? found.filter(isOwn) : found;
        return firstOfEach(own.length > 0 ? own : found);
      },
      () => {
        // Each once, under the shortest name that means it here.
        const shortest = new Map<AstNodeDescription, string>();
        for (const [name, description] of this.symbols.all(root, kind)) {
          const known = shortest.get(description);
          if (known !== undefined && known.length <= name.length) continue;
          const found = this.symbols.find(root, kind, name);
          const meant = found.length === 1 || (isOwn(description) && found.filter(isOwn).length === 1);
          if (meant) shortest.set(description, name);
        }
        return [...shortest].map(([description, name]) => renamed(description, name));
      },
    );
  }

  private processMembers(container: AstNode, accepts: (type: string) => boolean): NameScope {
    const owner = AstUtils.getContainerOfType(container, isProcessOrVariant);
    const tables = owner ? this.memberTables(owner) : [];
    return new TableScope(
      (name) => {
        for (const table of tables) {
          const found = table.get(name)?.filter((description) => accepts(description.type)) ?? [];
          if (found.length > 0) return found.slice(0, 1);
        }
        return [];
      },
      () =>
        tables.flatMap((table) =>
          [...table]
            .filter(([name]) => !name.includes('.'))
            .flatMap(([, found]) => found.filter((description) => accepts(description.type))),
        ),
    );
  }

  private memberTables(owner: ast.Process | ast.Variant): Map<string, AstNodeDescription[]>[] {
    const own = this.memberTable(owner);
    const base = ast.isVariant(owner) ? owner.base?.ref : undefined;
    return base ? [own, this.memberTable(base)] : [own];
  }

  private memberTable(owner: ast.Process | ast.Variant): Map<string, AstNodeDescription[]> {
    let table = this.members.get(owner);
    if (!table) {
      table = new Map();
      const document = AstUtils.getDocument(owner);
      for (const member of membersOf(owner)) {
        if (!member.name) continue;
        const description = describe(member, member.name, document);
        for (const key of [member.name, `${owner.name}.${member.name}`]) {
          const found = table.get(key);
          if (found) found.push(description);
          else table.set(key, [description]);
        }
      }
      this.members.set(owner, table);
    }
    return table;
  }
}

const GLOBAL_KINDS: Readonly<Record<string, SymbolKind>> = {
  'Journey:personas': 'Persona',
  'Does:personas': 'Persona',
  'Asks:personas': 'Persona',
  'StuckPoint:personas': 'Persona',
  'PlayFor:personas': 'Persona',
  'Commit:by': 'Persona',
  'Framework:object': 'ObjectType',
  'Process:journeys': 'Journey',
  'Process:object': 'ObjectType',
  'Variant:base': 'Process',
  'CollectFramework:framework': 'Framework',
  'CollectDocument:document': 'Document',
  'PassedDocument:document': 'Document',
  'ApprovalEvidence:approval': 'Approval',
  'Opens:process': 'Process',
};

/** The test a value belongs to. */
export function fieldComparedWith(value: AstNode): ast.FieldEvidence | undefined {
  return AstUtils.getContainerOfType(value.$container, ast.isFieldEvidence);
}

export function isProcessOrVariant(node: unknown): node is ast.Process | ast.Variant {
  return ast.isProcess(node) || ast.isVariant(node);
}

/** Steps, outcomes, their reasons, and parking places declared in a process or added by a variant. */
export function membersOf(owner: ast.Process | ast.Variant): (ast.Step | ast.Outcome | ast.Reason | ast.HoldPlace)[] {
  const members: (ast.Step | ast.Outcome | ast.Reason | ast.HoldPlace)[] = [];
  const addSteps = (items: readonly (ast.Step | ast.Parallel)[]) => {
    for (const item of items) {
      if (item.$type === ast.Step.$type) members.push(item);
      else members.push(...item.steps);
    }
  };
  for (const item of owner.items) {
    switch (item.$type) {
      case 'Step':
      case 'Parallel':
        addSteps([item]);
        break;
      case 'AfterWon':
        addSteps(item.items);
        break;
      case 'AddStep':
        if (item.step) members.push(item.step);
        break;
      case 'HoldPlace':
        members.push(item);
        break;
      case 'Outcome':
        members.push(item);
        for (const part of item.items) if (part.$type === 'Reason') members.push(part);
        break;
    }
  }
  return members;
}

/** Without those that another one has the whole name of: duplicates are reported where they are declared. */
function firstOfEach(descriptions: readonly AstNodeDescription[]): readonly AstNodeDescription[] {
  if (descriptions.length < 2) return descriptions;
  const names = new Set<string>();
  return descriptions.filter(({ name }) => !names.has(name) && names.add(name));
}

function renamed(description: AstNodeDescription, name: string): AstNodeDescription {
  return description.name === name ? description : { ...description, name };
}

class TableScope implements NameScope {
  readonly candidates: (name: string) => readonly AstNodeDescription[];
  private readonly all: () => AstNodeDescription[];

  constructor(candidates: (name: string) => readonly AstNodeDescription[], all: () => AstNodeDescription[]) {
    this.candidates = candidates;
    this.all = all;
  }

  getElement(name: string): AstNodeDescription | undefined {
    const found = this.candidates(name);
    return found.length === 1 ? found[0] : undefined;
  }

  getElements(name: string): Stream<AstNodeDescription> {
    return stream(this.candidates(name));
  }

  getAllElements(): Stream<AstNodeDescription> {
    return stream(this.all());
  }
}
