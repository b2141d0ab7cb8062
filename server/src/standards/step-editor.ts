import type { Edit } from '../model/finding.ts';
import type { CriterionBlock, Step } from '../model/model.ts';
import type { SourceFile, Span } from '../model/source.ts';
import { addBeside, addBlock, appendToBlock, indentAt, lineStart, newline, replace } from './edits.ts';
import { isInside } from './variant-view.ts';

/** Collects additions to one step and turns them into edits that do not get in each other's way. */
export class StepEditor {
  private readonly helps: string[] = [];
  private readonly criteria: string[] = [];
  private readonly plans: string[] = [];
  private readonly actions: string[] = [];
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

  /** Something the rep does, as source. */
  addAction(source: string): this {
    this.actions.push(source);
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
    const lastHelped = step.helps.filter((ref) => isInside(ref.span, step.span)).at(-1);
    if (this.helps.length > 0) {
      const names = this.helps.join(', ');
      if (lastHelped) edits.push(replace(endOf(lastHelped.span), `, ${names}`));
      else {
        const edit = firstInStep(file, step, `helps ${names}`);
        if (edit) edits.push(edit);
        else items.push(`helps ${names}`);
      }
    }
    const lastAction = step.actions.findLast(({ span }) => isInside(span, step.span));
    if (lastAction && this.actions.length > 0) edits.push(afterAction(file, lastAction.span, this.actions));
    else items.push(...this.actions);
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
    const own = block && isInside(block.span, this.step.span) ? block : undefined;
    const brace = own && closingBrace(this.file, own.span);
    if (brace !== undefined) edits.push(appendToBlock(this.file, brace, sources.join('\n')));
    else {
      const source = `${word} {\n${sources.join('\n').replace(/^(?=.)/gm, '  ')}\n}`;
      const { otherwise } = this.step;
      if (word === 'exit' && otherwise && isInside(otherwise.span, this.step.span))
        edits.push(addBeside(this.file, otherwise.span, 'before', source));
      else items.push(source);
    }
  }
}

/** Adds items at the end of a step, giving it a block where it has none. */
export function addToStep(file: SourceFile, step: Step, snippet: string): Edit {
  return step.hasBlock ? appendToBlock(file, step.span.end - 1, snippet) : addBlock(file, step.span, snippet);
}

/** Adds an item at the beginning of a step, giving it a block where it has none. */
export function prependToStep(file: SourceFile, step: Step, snippet: string): Edit {
  return firstInStep(file, step, snippet) ?? addToStep(file, step, snippet);
}

/** Adds an item before the first one of a step, or `undefined` where it has none. */
function firstInStep(file: SourceFile, step: Step, snippet: string): Edit | undefined {
  const first = firstItem(file, step);
  if (first === undefined) return undefined;
  const { uri, text } = file;
  const beginsLine = text.slice(lineStart(text, first), first).trim() === '';
  const gap = beginsLine ? newline(text) + indentAt(text, first) : ' ';
  return replace({ uri, start: first, end: first }, snippet + gap);
}

/** Adds actions after another one, on its line where more follows there. */
function afterAction(file: SourceFile, action: Span, sources: readonly string[]): Edit {
  const rest = /^[^\r\n]*/.exec(file.text.slice(action.end, action.end + 500))![0].trim();
  const inline = rest !== '' && !sources.some((source) => /\n|\/\//.test(source));
  return inline
    ? replace(endOf(action), ` ${sources.join(' ')}`)
    : addBeside(file, action, 'after', sources.join('\n'));
}

/** Offset of the first item that is written in a step itself. */
function firstItem(file: SourceFile, step: Step): number | undefined {
  const items = [...step.actions, ...step.plays, step.enter, step.exit, step.otherwise, step.crm, ...step.branches];
  const own = items.flatMap((item) => (item && isInside(item.span, step.span) ? [item.span.start] : []));
  const starts = [...own, ...keywordStarts(file, step)];
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
    if (!span || !isInside(span, step.span)) return [];
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
