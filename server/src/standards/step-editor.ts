import type { Edit } from '../model/finding.ts';
import type { CriterionBlock, Step } from '../model/model.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { addBlock, appendToBlock, indentAt, replace } from './edits.ts';

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
      else items.push(`helps ${names}`);
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
    else items.push(`${word} {\n${sources.join('\n').replace(/^(?=.)/gm, '  ')}\n}`);
  }
}

/** Adds items at the end of a step, giving it a block where it has none. */
export function addToStep(file: SourceFile, step: Step, snippet: string): Edit {
  return step.bodyEnd ? appendToBlock(file, step.bodyEnd.start, snippet) : addBlock(file, step.span, snippet);
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
