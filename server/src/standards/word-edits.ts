import { quote } from '../base/strings.ts';
import type { Fix } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import type { Text } from '../model/source.ts';
import type { Cue } from '../prose/claims.ts';

/** The fix that takes words out of a statement, if something is left to say. */
export function removeWords(_model: ProjectModel, text: Text, cue: Pick<Cue, 'start' | 'end'>, title: string): Fix[] {
  const rest = withoutWords(text.value, cue);
  if (rest === undefined || text.value.includes('\n')) return [];
  return [{ title, safety: 'suggestion', edits: [{ span: text.span, newText: quote(rest) }] }];
}

/** A statement without some of its words, its spaces, brackets and commas tidied; `undefined` where too little is left. */
export function withoutWords(value: string, { start, end }: Pick<Cue, 'start' | 'end'>): string | undefined {
  let before = value.slice(0, start);
  let after = value.slice(end);
  if (/,\s*$/.test(before) && /^\s*,/.test(after)) {
    before = before.replace(/,\s*$/, '');
    after = after.replace(/^\s*,/, '');
  }
  const rest = `${before} ${after}`
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+([,.;:!?)])/g, '$1')
    .replace(/\(\s+/g, '(')
    .replace(/\s{2,}/g, ' ')
    .replace(/[\s,;:–-]+$/, '')
    .replace(/^[\s,;:.–-]+/, '')
    .trim();
  if (!/[\p{L}\p{N}]{2,}\s+[\p{L}\p{N}]/u.test(rest)) return undefined;
  const wasCapital = /^\p{Lu}/u.test(value.trim());
  return wasCapital ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest;
}
