import type { InputFile } from '../backend.ts';
import { type Component, rawName } from './components.ts';
import { OBJECT_DESCRIPTION } from './metadata.ts';
import { childrenOf, childText } from './read-xml.ts';
import { GENERATED_MARK } from './xml.ts';

/** Name of the permission set that names what was generated. */
export const PERMISSION_SET = 'Sales_process';

/** How the description of a generated rule begins. */
export const RULE_MARK = 'Sales process ';

/**
 * Which components this tool generated.
 *
 * A file says so in a comment, which an org drops: what comes back from there is known by the permission set that was
 * generated with it, and rules by their description.
 */
export class Ownership {
  readonly #marked: ReadonlySet<string>;
  /** `Object.Field`, `Object.RecordType` and objects of the permission set. */
  readonly #named: ReadonlySet<string>;

  constructor(files: readonly InputFile[], components: readonly Component[]) {
    this.#marked = new Set(files.filter(({ content }) => content.includes(GENERATED_MARK)).map(({ path }) => path));
    const sets = components.filter(({ type, fullName }) => type === 'PermissionSet' && fullName === PERMISSION_SET);
    const parts = [
      ['fieldPermissions', 'field'],
      ['recordTypeVisibilities', 'recordType'],
      ['objectPermissions', 'object'],
    ] as const;
    this.#named = new Set(
      sets.flatMap(({ node }) =>
        parts.flatMap(([part, name]) => childrenOf(node, part).map((each) => childText(each, name) ?? '')),
      ),
    );
  }

  has(component: Component): boolean {
    const { type, file, object, fullName, node } = component;
    if (this.#marked.has(file)) return true;
    switch (type) {
      case 'ValidationRule':
        return childText(node, 'description')?.startsWith(RULE_MARK) === true;
      case 'PathAssistant':
        return this.#named.has(`${childText(node, 'entityName')}.${childText(node, 'recordTypeName')}`);
      case 'CustomField':
      case 'RecordType':
        return this.#named.has(`${object}.${rawName(component)}`);
      case 'CustomObject':
        return this.#named.has(fullName) && childText(node, 'description') === OBJECT_DESCRIPTION;
      case 'ListView':
        return childrenOf(node, 'filters').some((filter) => this.#named.has(childText(filter, 'value') ?? ''));
      case 'PermissionSet':
        return fullName === PERMISSION_SET;
      default:
        return false;
    }
  }
}
