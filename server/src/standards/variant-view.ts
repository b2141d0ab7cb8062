import type { FlowItem, Process, Step } from '../model/model.ts';
import type { SourceFile, Span } from '../model/source.ts';
import type { Lookup } from './lookup.ts';

/**
 * A variant as rules see it: a step that it changes stands where the change is written, so that findings about what
 * the change leaves behind, and their fixes, do not point into the process it comes from.
 */
export function variantView(process: Process, lookup: Lookup): Process {
  if (!process.variantOf) return process;
  const views = new Map<Step, Step>();
  for (const step of process.steps) {
    const change = process.changes.find((each) => each.change === 'change' && each.step === step.id);
    const base = change ?? process.changes.find((each) => each.change === 'change' && sameName(each.step, step));
    const file = base && lookup.file(base.span.uri);
    if (step.origin === 'changed' && base && file) views.set(step, changedStep(step, base.span, file));
  }
  if (views.size === 0) return process;
  const view = (step: Step): Step => views.get(step) ?? step;
  const inFlow = (item: FlowItem): FlowItem =>
    item.kind === 'parallel' ? { ...item, steps: item.steps.map(view) } : view(item);
  return {
    ...process,
    steps: process.steps.map(view),
    flow: process.flow.map(inFlow),
    afterWon: process.afterWon.map(inFlow),
  };
}

/** A change may name the step by its id in the variant or in the process it comes from. */
function sameName(id: string | undefined, step: Step): boolean {
  return id !== undefined && id.slice(id.lastIndexOf('.') + 1) === step.name;
}

function changedStep(step: Step, span: Span, file: SourceFile): Step {
  const source = file.text.slice(span.start, span.end);
  const head = /^change\s+step\s+([\w.-]+)/.exec(source);
  const end = span.start + (head?.[0].length ?? 0);
  const nameSpan = head ? { uri: span.uri, start: end - head[1]!.length, end } : step.nameSpan;
  return { ...step, span, nameSpan, hasBlock: source.endsWith('}') };
}

/** Whether a part of the source lies within another one. */
export function isInside(part: Span, whole: Span): boolean {
  return part.uri === whole.uri && whole.start <= part.start && part.end <= whole.end;
}
