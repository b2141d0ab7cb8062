import type { Edit } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import type { SourceFile } from '../model/source.ts';

/** The step of a base process whose name or keyword the offset is in. */
function stepAt(model: ProjectModel, file: SourceFile, offset: number): { process: Process; step: Step } | undefined {
  for (const process of model.processes) {
    if (process.variantOf || process.span.uri !== file.uri) continue;
    const step = process.steps.find((each) => each.span.start <= offset && offset <= each.nameSpan.end);
    if (step) return { process, step };
  }
  return undefined;
}

/** A new variant of the process that starts from this step: a place for what another segment does differently. */
export function extractVariant(model: ProjectModel, file: SourceFile, offset: number): Edit[] | undefined {
  const found = stepAt(model, file, offset);
  if (!found) return undefined;
  const { process, step } = found;
  const field = model.objects
    .flatMap(({ fields }) => fields)
    .find((each) => !each.builtin && each.type === 'choice' && each.choices.length > 0);
  const condition = field
    ? ` when ${field.object.slice('object:'.length)}.${field.name} is ${field.choices[0]?.name}`
    : '';
  const name = freeName(model, `${process.name}Variant`);
  const owner = step.effectiveOwner?.roles.map(({ text }) => text).join(', ');
  const body = owner ? `\n    owner ${owner}\n  ` : '';
  const { end } = process.span;
  const newText = `\n\nvariant ${name} "${(process.label?.value ?? process.name).replaceAll('"', "'")}: variant" of ${process.name}${condition} {\n  change step ${step.name} {${body}}\n}`;
  return [{ span: { uri: file.uri, start: end, end }, newText }];
}

function freeName(model: ProjectModel, wanted: string): string {
  const taken = new Set(model.processes.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number++;
  return `${wanted}${number}`;
}

/** Moves what a variant says of one step into the base, where the base says nothing of the kind: then all segments do it. */
export function inlineVariant(model: ProjectModel, file: SourceFile, offset: number): Edit[] | undefined {
  for (const variant of model.processes) {
    if (!variant.variantOf || variant.span.uri !== file.uri) continue;
    const change = variant.changes.find(
      (each) => each.change === 'change' && each.span.start <= offset && offset <= each.span.end,
    );
    const step = variant.steps.find(({ id }) => id === change?.step);
    const base = model.element(variant.variantOf.target);
    const target = base?.kind === 'process' ? base.steps.find(({ name }) => name === step?.name) : undefined;
    if (!change || !target?.hasBlock) continue;
    const text = file.text.slice(change.span.start, change.span.end);
    const body = /\{([\s\S]*)\}$/.exec(text)?.[1]?.trim();
    // What the variant drops or says instead cannot simply be added.
    if (!body || /(^|\s)drop\s/.test(body)) return undefined;
    const single = ['owner', 'within', 'crm'].filter((word) => new RegExp(`(^|\\n)\\s*${word}\\b`).test(body));
    const hasOwn = { owner: target.owner, within: target.within, crm: target.crm };
    if (single.some((word) => hasOwn[word as keyof typeof hasOwn] !== undefined)) return undefined;
    const lines = wholeLines(file.text, change.span);
    const { uri, end } = target.span;
    return [
      { span: { uri, start: end - 1, end: end - 1 }, newText: `  ${body.replace(/\n[ \t]*/g, '\n    ')}\n  ` },
      { span: { uri: file.uri, ...lines }, newText: '' },
    ];
  }
  return undefined;
}

function wholeLines(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const alone = text.slice(from, start).trim() === '' && text.slice(end, next < 0 ? text.length : next).trim() === '';
  return alone ? { start: from, end: next < 0 ? text.length : next + 1 } : { start, end };
}
