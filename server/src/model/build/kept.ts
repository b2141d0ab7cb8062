import type * as ast from '../../language/generated/ast.ts';
import { moved } from './moved.ts';

interface Entry<Value> {
  /** Where the declaration began when the value was made. */
  readonly start: number;
  readonly value: Value;
}

/**
 * What was made of the declarations of one file, for those whose syntax tree and links are still the same: an edit of
 * one declaration only moves the others.
 */
export class Kept<Value extends object> {
  private readonly entries = new WeakMap<ast.Declaration, Entry<Value>>();

  /** The value of that declaration: as it was, moved, or made now. */
  of(declaration: ast.Declaration, make: () => Value): Value {
    const start = declaration.$cstNode?.offset;
    if (start === undefined) return make();
    const known = this.entries.get(declaration);
    if (known?.start === start) return known.value;
    const value = known ? moved(known.value, start - known.start) : make();
    this.entries.set(declaration, { start, value });
    return value;
  }
}
