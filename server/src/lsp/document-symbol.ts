import type { AstNode } from 'langium';
import { type DocumentSymbol, type SymbolInformation, SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { propertyNode } from '../language/cst.ts';
import * as ast from '../language/generated/ast.ts';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import { locationOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';

/** What each kind of declaration looks like in an outline. */
const KINDS: Readonly<Record<string, SymbolKind>> = {
  Role: SymbolKind.Interface,
  Persona: SymbolKind.Interface,
  Journey: SymbolKind.Namespace,
  Stage: SymbolKind.Module,
  StuckPoint: SymbolKind.Event,
  ObjectType: SymbolKind.Struct,
  Field: SymbolKind.Field,
  Choice: SymbolKind.EnumMember,
  Document: SymbolKind.File,
  Approval: SymbolKind.Key,
  Framework: SymbolKind.Package,
  Process: SymbolKind.Class,
  Variant: SymbolKind.Class,
  Step: SymbolKind.Method,
  Outcome: SymbolKind.Constant,
  Reason: SymbolKind.EnumMember,
  HoldPlace: SymbolKind.Constant,
};

/** The outline of a file. */
export const documentSymbol: Feature = {
  capabilities: { documentSymbolProvider: { label: 'Salesflow' } },
  register(context) {
    const { connection, session, abilities } = context;
    connection.onDocumentSymbol(
      whenReady(context, ({ textDocument: { uri } }): DocumentSymbol[] | SymbolInformation[] => {
        const document = session.files.whole(uri);
        const symbols = document ? symbolsIn((document.parseResult.value as ast.File).declarations) : [];
        return abilities.nestedSymbols ? symbols : symbols.flatMap((symbol) => flat(symbol, uri));
      }),
    );
  },
};

/** For editors that show no levels. */
function flat(
  { name, kind, selectionRange, children }: DocumentSymbol,
  uri: string,
  container = '',
): SymbolInformation[] {
  const symbol = {
    name,
    kind,
    location: { uri, range: selectionRange },
    ...(container ? { containerName: container } : {}),
  };
  return [symbol, ...(children ?? []).flatMap((child) => flat(child, uri, container ? `${container}.${name}` : name))];
}

function symbolsIn(nodes: readonly AstNode[]): DocumentSymbol[] {
  return nodes.flatMap((node): DocumentSymbol[] => {
    const kind = KINDS[node.$type];
    const below = symbolsIn(childrenOf(node));
    if (ast.isChangeStep(node) || ast.isDropStep(node)) return changed(node, below);
    const { name, label } = node as { name?: string; label?: string };
    if (kind === undefined) return below;
    if (!name || !node.$cstNode) return below;
    const selection = propertyNode(node, 'name') ?? node.$cstNode;
    return [
      {
        name,
        ...(label ? { detail: label } : {}),
        kind,
        range: node.$cstNode.range,
        selectionRange: selection.range,
        children: below,
      },
    ];
  });
}

/** What a variant says about a step of its base, under the step's name. */
function changed(node: ast.ChangeStep | ast.DropStep, children: DocumentSymbol[]): DocumentSymbol[] {
  const name = node.step?.$refText;
  const selection = propertyNode(node, 'step');
  if (!name || !node.$cstNode || !selection) return children;
  const detail = ast.isChangeStep(node) ? 'changed' : 'dropped';
  const { range } = node.$cstNode;
  return [{ name, detail, kind: SymbolKind.Method, range, selectionRange: selection.range, children }];
}

function childrenOf(node: AstNode): AstNode[] {
  const lists = node as {
    stages?: AstNode[];
    items?: AstNode[];
    steps?: AstNode[];
    choices?: AstNode[];
    step?: unknown;
  };
  const added = node.$type === ast.AddStep.$type ? [(node as ast.AddStep).step as AstNode | undefined] : [];
  return [
    ...(lists.stages ?? []),
    ...(lists.items ?? []),
    ...(lists.steps ?? []),
    ...(lists.choices ?? []),
    ...added,
  ].filter((child): child is AstNode => child !== undefined);
}

const MODEL_KINDS: Readonly<Record<ModelElement['kind'], SymbolKind>> = {
  role: SymbolKind.Interface,
  persona: SymbolKind.Interface,
  journey: SymbolKind.Namespace,
  stage: SymbolKind.Module,
  stuck: SymbolKind.Event,
  object: SymbolKind.Struct,
  field: SymbolKind.Field,
  choice: SymbolKind.EnumMember,
  document: SymbolKind.File,
  approval: SymbolKind.Key,
  framework: SymbolKind.Package,
  process: SymbolKind.Class,
  step: SymbolKind.Method,
  outcome: SymbolKind.Constant,
  reason: SymbolKind.EnumMember,
  hold: SymbolKind.Constant,
};

/** More than anybody reads. */
const MOST = 500;

/** Everything declared anywhere, found by the letters of its name or label. */
export const workspaceSymbol: Feature = {
  capabilities: { workspaceSymbolProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onWorkspaceSymbol(
      whenReady(context, ({ query }): WorkspaceSymbol[] => {
        const found: WorkspaceSymbol[] = [];
        for (const root of session.files.workspace.roots()) {
          const model = session.model(root);
          for (const [element, container] of declared(model)) {
            const title = `${element.name} ${element.label?.value ?? ''}`;
            if (!element.name || !matches(query, title)) continue;
            const location = locationOf((uri) => model.file(uri), element.nameSpan);
            if (!location) continue;
            found.push({
              name: element.name,
              kind: MODEL_KINDS[element.kind],
              location,
              ...(container ? { containerName: container } : {}),
            });
            if (found.length >= MOST) return found;
          }
        }
        return found;
      }),
    );
  },
};

function* declared(model: ProjectModel): Iterable<[ModelElement, string]> {
  for (const list of [model.roles, model.personas, model.documents, model.approvals, model.frameworks])
    for (const element of list) yield [element, ''];
  for (const journey of model.journeys) {
    yield [journey, ''];
    for (const stage of journey.stages) {
      yield [stage, journey.name];
      for (const stuck of stage.stuck) yield [stuck, `${journey.name}.${stage.name}`];
    }
  }
  for (const object of model.objects) {
    yield [object, ''];
    for (const field of object.fields) yield [field, object.name];
  }
  for (const process of model.processes) {
    yield [process, ''];
    for (const step of process.steps)
      if (step.origin !== 'inherited' && step.origin !== 'changed') yield [step, process.name];
    for (const outcome of process.outcomes) if (!process.variantOf) yield [outcome, process.name];
  }
}

/** Whether the letters of the query occur in the title in that order. */
function matches(query: string, title: string): boolean {
  let at = 0;
  const text = title.toLowerCase();
  for (const letter of query.toLowerCase()) {
    if (letter === ' ') continue;
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
