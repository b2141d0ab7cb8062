import type { LangiumDocument } from 'langium';
import type * as ast from '../language/generated/ast.ts';
import { membersOf } from '../language/scope-provider.ts';

/**
 * Every name that other files can refer to, with all about it that decides how they link and what they report: as
 * long as this stays the same, an edit concerns no other file.
 */
export function declaredNames(document: LangiumDocument): Map<string, string> {
  const names = new Map<string, string>();
  const add = (name: string | undefined, detail: string) => {
    if (name) names.set(name, `${names.get(name) ?? ''}\n${detail}`);
  };
  for (const node of (document.parseResult.value as ast.File).declarations ?? []) {
    switch (node.$type) {
      case 'Journey':
        add(node.name, 'journey');
        for (const stage of node.stages) {
          add(stage.name, `stage of ${node.name}`);
          for (const item of stage.items)
            if (item.$type === 'StuckPoint') add(item.name, `stuck in ${node.name}.${stage.name}`);
        }
        break;
      case 'ObjectType':
        add(node.name, 'object');
        for (const item of node.items) if (item.$type === 'Field') addField(item, node.name, add);
        break;
      case 'Framework':
        add(node.name, 'framework');
        for (const item of node.items) if (item.$type === 'Field') addField(item, node.object?.$refText ?? 'deal', add);
        break;
      case 'Process':
        add(
          node.name,
          `process for ${node.journeys.map((journey) => journey.$refText)}: ${membersOf(node).map((member) => `${member.$type} ${member.name}`)}`,
        );
        break;
      case 'Variant':
        add(node.name, `variant of ${node.base?.$refText}`);
        break;
      default:
        add(node.name, node.$type);
    }
  }
  return names;
}

function addField(field: ast.Field, object: string, add: (name: string | undefined, detail: string) => void): void {
  add(
    field.name,
    `field of ${object}: ${field.type} ${field.choices.map((choice) => `${choice.name} ${choice.label ?? ''}`)}`,
  );
}
