import type { Process } from '../../model/model.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { identifier, type NameSpace } from '../naming.ts';
import { titleOf } from '../stages.ts';
import { cut, oneLine } from '../text.ts';
import { encodeName } from './encoding.ts';
import { compare } from './metadata.ts';

/** The label of the record type: everything is named after it, so that an import names it alike. */
export function shownTitle(process: Process): string {
  return cut(oneLine(titleOf(process)), MAX.recordTypeLabel);
}

/** By title, so that what is generated does not depend on the order of files. */
export function inOrder(processes: readonly Process[]): readonly Process[] {
  const key = (process: Process) => identifier(shownTitle(process));
  // Titles of other alphabets have no identifier: they are told apart as they are.
  return [...processes].sort((a, b) => compare(key(a), key(b)) || compare(shownTitle(a), shownTitle(b)));
}

export function descriptionOf(process: Process): string | undefined {
  const text = oneLine(process.doc ?? '');
  return text === '' ? undefined : cut(text, MAX.description);
}

/** Unlike the name of the record type, unique, and short enough for a file name once it is encoded. */
export function businessProcessName(process: Process, names: NameSpace): string {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? ' process' : ` process ${count}`;
    let title = cut(shownTitle(process), MAX.businessProcessName - suffix.length);
    while (encodeName(title).length > 180) title = cut(title, title.length - 1);
    if (names.reserve(`${title}${suffix}`)) return `${title}${suffix}`;
  }
}
