import type { AstNode } from 'langium';
import { propertyNode } from '../cst.ts';
import type * as ast from '../generated/ast.ts';
import { membersOf } from '../scope-provider.ts';
import { isBuiltin, type ProjectSymbols, type SymbolKind } from '../symbols.ts';
import { type Problem, problemAt } from './problem.ts';

type Named = AstNode & { name: string };

/** Members that share a name with another member of the same parent. */
export function checkMemberNames(declaration: ast.Declaration): Problem[] {
  switch (declaration.$type) {
    case 'Journey':
      return [
        ...repeated(declaration.stages, 'stage of this journey'),
        ...declaration.stages.flatMap((stage) =>
          repeated(
            stage.items.filter((item) => item.$type === 'StuckPoint'),
            'stuck point of this stage',
          ),
        ),
      ];
    case 'ObjectType':
    case 'Framework':
      return (declaration.items as (ast.ObjectItem | ast.FrameworkItem)[])
        .filter((item) => item.$type === 'Field')
        .flatMap((field) => repeated(field.choices, `choice of \`${field.name}\``));
    case 'Process':
    case 'Variant': {
      const members = membersOf(declaration).filter((member) => member.$type !== 'Reason');
      const outcomes = members.filter((member) => member.$type === 'Outcome');
      return [
        ...repeated(members, 'step or outcome of this process'),
        ...outcomes.flatMap((outcome) =>
          repeated(
            outcome.items.filter((item) => item.$type === 'Reason'),
            `reason of \`${outcome.name}\``,
          ),
        ),
      ];
    }
    default:
      return [];
  }
}

function repeated(nodes: readonly Named[], what: string): Problem[] {
  const byName = new Map<string, Named[]>();
  for (const node of nodes) {
    if (!node.name) continue;
    const found = byName.get(node.name);
    if (found) found.push(node);
    else byName.set(node.name, [node]);
  }
  return [...byName.values()]
    .filter((same) => same.length > 1)
    .flatMap((same) =>
      same.map((node) =>
        problemAt(
          'language/duplicate-name',
          propertyNode(node, 'name'),
          `There is another ${what} called \`${node.name}\`. Give each a name of its own.`,
        ),
      ),
    );
}

const NOUNS: Readonly<Partial<Record<SymbolKind, string>>> = {
  Role: 'role',
  Persona: 'persona',
  Journey: 'journey',
  Document: 'document',
  Approval: 'approval',
  Framework: 'framework',
  Process: 'process',
  Variant: 'process',
  Field: 'field',
};

/**
 * Declarations of the file that share kind and name with another declaration of the project. Objects may be declared
 * several times (each adds fields); processes and variants share their names.
 */
export function checkProjectNames(file: ast.File, root: string, symbols: ProjectSymbols): Problem[] {
  const problems: Problem[] = [];
  const check = (kind: SymbolKind, node: Named, key: string, others: readonly SymbolKind[] = [kind]) => {
    const same = others
      .flatMap((other) => symbols.find(root, other, key))
      .filter((description) => description.node !== node)
      // Where there are several, it is always the same one, in whatever order the files arrived.
      .sort(
        (a, b) => Number(isBuiltin(b)) - Number(isBuiltin(a)) || (a.documentUri.path < b.documentUri.path ? -1 : 1),
      );
    const other = same[0];
    if (!other?.node) return;
    const where = isBuiltin(other)
      ? 'the built-in library has it already'
      : `it is also declared in ${other.documentUri.path.split('/').at(-1)}`;
    const place = propertyNode(other.node, 'name');
    problems.push({
      ...problemAt(
        'language/duplicate-name',
        propertyNode(node, 'name'),
        `The ${NOUNS[kind]} \`${key}\` is declared twice: ${where}. Rename one, or remove it.`,
      ),
      related:
        place && !isBuiltin(other)
          ? [
              {
                uri: other.documentUri.toString(),
                start: place.offset,
                end: place.end,
                message: 'The other declaration',
              },
            ]
          : [],
    });
  };
  for (const node of file.declarations ?? []) {
    if (!node.name) continue;
    if (node.$type === 'Process' || node.$type === 'Variant') check('Process', node, node.name, ['Process', 'Variant']);
    else if (node.$type !== 'ObjectType') check(node.$type, node, node.name);
    if (node.$type === 'ObjectType' || node.$type === 'Framework') {
      const object = node.$type === 'ObjectType' ? node.name : (node.object?.$refText ?? 'deal');
      for (const item of node.items as (ast.ObjectItem | ast.FrameworkItem)[]) {
        if (item.$type === 'Field' && item.name) check('Field', item, `${object}.${item.name}`);
      }
    }
  }
  return problems;
}
