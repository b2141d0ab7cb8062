import type { Edit } from '../model/finding.ts';
import type { CriterionBlock, Step } from '../model/model.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { addBeside, addBlock, appendToBlock, indentAt, newline, replace } from './edits.ts';

/** Collects additions to one step and turns them into edits that do not get in each other's way. */
export class StepEditor {
  private readonly helps: string[] = [];
  private readonly criteria: string[] = [];
  private readonly plans: string[] = [];
  private readonly items: string[] = [];
  private readonly file: SourceFile;
  private readonly step: Step;

  constructor(file: SourceFile, step: Step) {
    this.file = file;
    this.step = step;
  }

  /** A stuck point, as a use of it is written. */
  addHelps(name: string): this {
    this.helps.push(name);
    return this;
  }

  /** A criterion of the exit, as source. */
  addExit(source: string): this {
    this.criteria.push(source);
    return this;
  }

  /** A plan for unmet exit criteria, as source. */
  addPlan(source: string): this {
    this.plans.push(source);
    return this;
  }

  /** Any other item of the step, as source. */
  addItem(source: string): this {
    this.items.push(source);
    return this;
  }

  edits(): Edit[] {
    const { step, file } = this;
    const edits: Edit[] = [];
    const items: string[] = [];
    const lastHelped = step.helps.at(-1);
    if (this.helps.length > 0) {
      const names = this.helps.join(', ');
      if (lastHelped) edits.push(replace(endOf(lastHelped.span), `, ${names}`));
      else {
        const edit = firstInStep(file, step, `helps ${names}`);
        if (edit) edits.push(edit);
        else items.push(`helps ${names}`);
      }
    }
    this.addTo('exit', this.criteria, step.exit, edits, items);
    this.addTo('otherwise', this.plans, step.otherwise, edits, items);
    items.push(...this.items);
    if (items.length > 0) edits.push(addToStep(file, step, items.join('\n')));
    return edits;
  }

  private addTo(
    word: string,
    sources: readonly string[],
    block: Pick<CriterionBlock, 'span'> | undefined,
    edits: Edit[],
    items: string[],
  ): void {
    if (sources.length === 0) return;
    const brace = block && closingBrace(this.file, block.span);
    if (brace !== undefined) edits.push(appendToBlock(this.file, brace, sources.join('\n')));
    else {
      const source = `${word} {\n${sources.join('\n').replace(/^(?=.)/gm, '  ')}\n}`;
      if (word === 'exit' && this.step.otherwise)
        edits.push(addBeside(this.file, this.step.otherwise.span, 'before', source));
      else items.push(source);
    }
  }
}

/** Adds items at the end of a step, giving it a block where it has none. */
export function addToStep(file: SourceFile, step: Step, snippet: string): Edit {
  return step.bodyEnd ? appendToBlock(file, step.bodyEnd.start, snippet) : addBlock(file, step.span, snippet);
}

/** Adds an item at the beginning of a step, giving it a block where it has none. */
export function prependToStep(file: SourceFile, step: Step, snippet: string): Edit {
  return firstInStep(file, step, snippet) ?? addToStep(file, step, snippet);
}

/** Adds an item before the first one of a step, or `undefined` where it has none. */
function firstInStep(file: SourceFile, step: Step, snippet: string): Edit | undefined {
  const headEnd = step.label?.span.end ?? step.nameSpan.end;
  const brace = step.bodyEnd && /^\s*\{/.exec(file.text.slice(headEnd, step.bodyEnd.start))?.[0].length;
  const first = firstItem(file, step);
  if (brace === undefined || first === undefined) return undefined;
  const at = { uri: file.uri, start: first, end: first };
  const onOneLine = !file.text.slice(headEnd + brace, first).includes('\n');
  return replace(at, onOneLine ? `${snippet} ` : snippet + newline(file.text) + indentAt(file.text, first));
}

/** Offset of the first item of a step. */
function firstItem(file: SourceFile, step: Step): number | undefined {
  const items = [...step.actions, ...step.plays, step.enter, step.exit, step.otherwise, step.crm, ...step.branches];
  const starts = [...items.flatMap((item) => item?.span.start ?? []), ...keywordStarts(file, step)];
  return starts.length > 0 ? Math.min(...starts) : undefined;
}

/** Where items begin whose span does not begin with their keyword: `within`, `owner`, `helps`. */
function keywordStarts(file: SourceFile, step: Step): number[] {
  const spans = [
    step.owner?.span,
    step.within?.span,
    step.helps[0]?.span,
    step.during[0]?.span,
    step.optional,
    step.irreversible,
  ];
  return spans.flatMap((span) => {
    if (!span) return [];
    const before = /(?:owner|within|helps|during)\s+$/.exec(file.text.slice(Math.max(0, span.start - 40), span.start));
    return [span.start - (before?.[0].length ?? 0)];
  });
}

/** Offset of the brace that closes a block, or `undefined` where it is missing. */
export function closingBrace(file: SourceFile, block: Span): number | undefined {
  return file.text[block.end - 1] === '}' ? block.end - 1 : undefined;
}

/** The source of a part of a file, its lines moved to the left margin. */
export function sourceOf(file: SourceFile, span: Span): string {
  const indent = indentAt(file.text, span.start);
  const lines = file.text.slice(span.start, span.end).split(/\r?\n/);
  return lines
    .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

function endOf(span: Span): Span {
  return { uri: span.uri, start: span.end, end: span.end };
}
