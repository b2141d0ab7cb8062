import { type AstNode, AstUtils } from 'langium';
import { flat } from '../../base/strings.ts';
import * as ast from '../../language/generated/ast.ts';
import { isProcessOrVariant } from '../../language/scope-provider.ts';
import type { ElementId } from '../source.ts';

/** One text for all uses of a declaration: a workspace refers to the same few hundreds of thousands of times. */
const known = new WeakMap<AstNode, ElementId>();

/** The model id of a declaration; `undefined` for anything without a name. */
export function idOf(node: AstNode | undefined): ElementId | undefined {
  if (!node) return undefined;
  let id = known.get(node);
  if (id === undefined) {
    id = makeId(node);
    if (id === undefined) return undefined;
    id = flat(id);
    known.set(node, id);
  }
  return id;
}

function makeId(node: AstNode): ElementId | undefined {
  const name = (node as { name?: string }).name;
  if (!name) return undefined;
  switch (node.$type) {
    case ast.Role.$type:
      return `role:${name}`;
    case ast.Persona.$type:
      return `persona:${name}`;
    case ast.Journey.$type:
      return `journey:${name}`;
    case ast.Stage.$type:
      return `stage:${(node.$container as ast.Journey).name}.${name}`;
    case ast.StuckPoint.$type: {
      const stage = node.$container as ast.Stage;
      return `stuck:${stage.$container.name}.${stage.name}.${name}`;
    }
    case ast.ObjectType.$type:
      return `object:${name}`;
    case ast.Field.$type:
      return `field:${objectNameOf(node as ast.Field)}.${name}`;
    case ast.Choice.$type: {
      const field = node.$container as ast.Field;
      return `choice:${objectNameOf(field)}.${field.name}.${name}`;
    }
    case ast.Document.$type:
      return `document:${name}`;
    case ast.Approval.$type:
      return `approval:${name}`;
    case ast.Framework.$type:
      return `framework:${name}`;
    case ast.Process.$type:
    case ast.Variant.$type:
      return `process:${name}`;
    case ast.Step.$type:
      return `step:${ownerName(node)}.${name}`;
    case ast.Outcome.$type:
      return `outcome:${ownerName(node)}.${name}`;
    case ast.Reason.$type:
      return `reason:${ownerName(node)}.${(node.$container as ast.Outcome).name}.${name}`;
    case ast.HoldPlace.$type:
      return `hold:${ownerName(node)}.${name}`;
    default:
      return undefined;
  }
}

/** Name of the object a field belongs to. */
export function objectNameOf(field: ast.Field): string {
  const owner = field.$container;
  return owner.$type === ast.ObjectType.$type ? owner.name : (owner.object?.$refText ?? 'deal');
}

function ownerName(node: AstNode): string {
  return AstUtils.getContainerOfType(node, isProcessOrVariant)?.name ?? '';
}
