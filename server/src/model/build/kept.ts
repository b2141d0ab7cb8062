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
  private readonly made = new WeakMap<ast.Declaration, Entry<Value>>();
  private readonly current = new WeakMap<ast.Declaration, Entry<Value>>();

  /** The value of that declaration: as it was, moved, or made now. */
  of(declaration: ast.Declaration, make: () => Value): Value {
    const start = declaration.$cstNode?.offset;
    if (start === undefined) return make();
    const known = this.current.get(declaration);
    if (known?.start === start) return known.value;
    const made = this.made.get(declaration) ?? { start, value: make() };
    if (!known) this.made.set(declaration, made);
    // Always from the first one: what is moved is copied when it is looked at, and would go through all moves before it.
    const value = moved(made.value, start - made.start);
    this.current.set(declaration, { start, value });
    return value;
  }
}
