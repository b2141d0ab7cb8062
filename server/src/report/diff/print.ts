import type { ProjectModel } from '../../model/model.ts';
import { escapeMarkdown } from '../markdownText.ts';
import { onOneLine } from '../terminal.ts';
import { plural } from '../words.ts';
import { type ChangeKind, type ProcessChange, type ProcessDiff, plainWords, type Words } from './change.ts';
import { titleOf } from './view.ts';

const marks: Readonly<Record<ChangeKind, string>> = {
  added: '+',
  removed: '-',
  renamed: '~',
  moved: '>',
  changed: '~',
  weakened: '!',
  strengthened: '^',
};

const icons: Readonly<Record<ChangeKind, string>> = {
  added: '➕',
  removed: '➖',
  renamed: '✏️',
  moved: '↔️',
  changed: '🔁',
  weakened: '⚠️',
  strengthened: '💪',
};

/** How the two states are called, such as `main` and `HEAD`. */
export interface DiffNames {
  readonly before: string;
  readonly after: string;
}

/** One or two lines a change, for a terminal. */
export function printDiffText(diff: ProcessDiff, model: ProjectModel): string {
  if (diff.changes.length === 0) return 'The process did not change.\n';
  const lines: string[] = [];
  for (const [title, changes] of groups(diff, model)) {
    lines.push(...(lines.length > 0 ? [''] : []), onOneLine(title));
    for (const { kind, words, consequences } of changes) {
      lines.push(`  ${marks[kind]} ${onOneLine(plainWords(words))}`);
      for (const one of consequences) lines.push(`      ${onOneLine(plainWords(one))}`);
    }
  }
  return `${lines.join('\n')}\n\n${countWords(diff)}\n`;
}

/** A section for a comment or a summary. */
export function printDiffMarkdown(diff: ProcessDiff, model: ProjectModel, names: DiffNames): string {
  const head = `### What changed in the process`;
  const between = `From ${code(names.before)} to ${code(names.after)}.`;
  if (diff.changes.length === 0) return `${head}\n\n${between} The process did not change.\n`;
  const lines = [head, '', `${between} ${countWords(diff)}`];
  for (const [title, changes] of groups(diff, model)) {
    lines.push('', `**${escapeMarkdown(title)}**`, '');
    for (const { kind, words, consequences } of changes) {
      lines.push(`- ${icons[kind]} ${markdownWords(words)}`);
      for (const one of consequences) lines.push(`  - ${markdownWords(one)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** For tools: kinds, subjects, ids and paths beside the sentences. */
export function printDiffJson(diff: ProcessDiff, names: DiffNames): string {
  const changes = diff.changes.map(({ kind, subject, process, id, path, words, consequences }) => ({
    kind,
    subject,
    process: process ?? null,
    id,
    path,
    sentence: plainWords(words),
    consequences: consequences.map(plainWords),
  }));
  return `${JSON.stringify({ version: 1, before: names.before, after: names.after, changes }, undefined, 2)}\n`;
}

function groups(diff: ProcessDiff, model: ProjectModel): [string, ProcessChange[]][] {
  const byProcess = new Map<string | undefined, ProcessChange[]>();
  for (const change of diff.changes) byProcess.set(change.process, [...(byProcess.get(change.process) ?? []), change]);
  return Array.from(byProcess, ([process, changes]) => {
    if (process === undefined) return ['The buyer’s journey and what processes share', changes];
    const known = model.processes.find(({ name }) => name === process);
    return [known ? titleOf(known) : process, changes];
  });
}

function countWords(diff: ProcessDiff): string {
  const weaker = diff.changes.filter(({ kind }) => kind === 'weakened' || kind === 'removed').length;
  return `${plural(diff.changes.length, 'change')}${weaker > 0 ? `, ${weaker} of them remove or weaken something` : ''}.`;
}

function markdownWords(words: Words): string {
  return words
    .map((word) => (typeof word === 'string' ? escapeMarkdown(word) : `*${escapeMarkdown(word.name)}*`))
    .join('');
}

function code(text: string): string {
  return `\`${text.replace(/[`\n]/g, '')}\``;
}
