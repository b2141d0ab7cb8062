import type * as ast from '../../language/generated/ast.ts';
import { LIBRARY_URI } from '../../language/library.ts';
import type {
  Approval,
  BuyerNote,
  Choice,
  Document,
  Field,
  FieldType,
  Framework,
  Journey,
  Persona,
  Role,
  Stage,
  StuckPoint,
} from '../model.ts';
import type { Ref, Text } from '../source.ts';
import type { FileContext } from './context.ts';
import { idOf, objectNameOf } from './ids.ts';

export function buildRole(file: FileContext, node: ast.Role): Role {
  return {
    ...file.declared('role', node),
    external: node.external === true,
    system: node.name === 'system' && file.uri === LIBRARY_URI.toString(),
  };
}

export function buildPersona(file: FileContext, node: ast.Persona): Persona {
  const texts = (type: 'Wants' | 'Fears' | 'Segment'): Text[] =>
    node.items
      .filter((item) => item.$type !== 'BuysAs')
      .filter((item) => item.$type === type && item.text)
      .map((item) => file.requiredText(item, 'text'));
  const buysAs = node.items.find((item) => item.$type === 'BuysAs');
  return {
    ...file.declared('persona', node),
    buysAs: buysAs?.role,
    wants: texts('Wants'),
    fears: texts('Fears'),
    segment: texts('Segment')[0],
  };
}

export function buildJourney(file: FileContext, node: ast.Journey): Journey {
  return {
    ...file.declared('journey', node),
    personas: file.refs(node.personas),
    stages: node.stages.map((stage, index) => buildStage(file, stage, index)),
  };
}

function buildStage(file: FileContext, node: ast.Stage, index: number): Stage {
  const notes = (type: 'Does' | 'Asks'): BuyerNote[] =>
    node.items
      .filter((item) => item.$type !== 'StuckPoint')
      .filter((item) => item.$type === type && item.text)
      .map((item) => ({
        text: file.requiredText(item, 'text'),
        personas: file.refs(item.personas),
        span: file.spanOf(item),
      }));
  return {
    ...file.declared('stage', node),
    journey: idOf(node.$container) ?? 'journey:',
    index,
    does: notes('Does'),
    asks: notes('Asks'),
    stuck: node.items.filter((item) => item.$type === 'StuckPoint').map((item) => buildStuckPoint(file, item)),
  };
}

function buildStuckPoint(file: FileContext, node: ast.StuckPoint): StuckPoint {
  const stage = node.$container;
  return {
    ...file.declared('stuck', node),
    stage: idOf(stage) ?? 'stage:',
    journey: idOf(stage.$container) ?? 'journey:',
    personas: file.refs(node.personas),
  };
}

export function buildField(file: FileContext, node: ast.Field): Field {
  const id = idOf(node) ?? 'field:';
  return {
    ...file.declared('field', node),
    object: `object:${objectNameOf(node)}`,
    builtin: file.uri === LIBRARY_URI.toString(),
    type: (node.type ?? 'text') as FieldType,
    choices: node.choices.map(
      (choice): Choice => ({
        ...file.declared('choice', choice),
        field: id,
        ...(choice.crmNames.length > 0 ? { crmNames: buildCrmNames(choice.crmNames) } : {}),
      }),
    ),
    crmNames: buildCrmNames(node.crmNames),
  };
}

export function buildCrmNames(nodes: readonly ast.CrmName[]): Record<string, string> {
  return Object.fromEntries(nodes.filter((node) => node.value !== undefined).map((node) => [node.crm, node.value]));
}

export function buildDocument(file: FileContext, node: ast.Document): Document {
  return file.declared('document', node);
}

export function buildApproval(file: FileContext, node: ast.Approval): Approval {
  return { ...file.declared('approval', node), by: file.refs(node.by) };
}

export function buildFramework(file: FileContext, node: ast.Framework): Framework {
  const fields = node.items.map((item): Ref | undefined => {
    if (item.$type === 'FrameworkField') return file.fieldRef(item.field);
    const { id, name, nameSpan } = file.declared('field', item);
    return { target: id, text: `${objectNameOf(item)}.${name}`, span: nameSpan };
  });
  return { ...file.declared('framework', node), fields: fields.filter((field) => field !== undefined) };
}
