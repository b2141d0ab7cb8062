import { describeEvidence } from '../../crm/describe.ts';
import { planLine } from '../../crm/describe-plan.ts';
import type { Duration, Evidence } from '../../model/evidence.ts';
import type { Criterion, CriterionItem, Declared, Plan, ProjectModel, StuckPoint } from '../../model/model.ts';
import type { Ref, Span } from '../../model/source.ts';

/** One side of a comparison, with what sentences need of it. */
export class View {
  readonly model: ProjectModel;

  constructor(model: ProjectModel) {
    this.model = model;
  }

  /** The source at a span on one line, as written but for its layout and comments. */
  source(span: Span): string {
    const text = this.model.file(span.uri)?.text.slice(span.start, span.end) ?? '';
    return text
      .replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_all, string?: string) => string ?? ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** Evidence as written: what comparing goes by. */
  evidence(evidence: Evidence): string {
    return this.source(evidence.span);
  }

  /** Evidence as a person reads it, on one line. */
  evidenceWords(evidence: Evidence): string {
    return onOneLine(describeEvidence(evidence, this.model));
  }

  /** A plan as a person reads it, on one line: `After 30 days: close as lost: No decision`. */
  planWords(plan: Plan): string {
    return onOneLine(planLine(plan, this.model));
  }

  /** Names as a person reads them. */
  refs(refs: readonly Ref[]): string {
    return refs.map((ref) => this.ref(ref)).join(' and ');
  }

  ref(ref: Ref): string {
    const element = this.model.element(ref.target);
    return element ? titleOf(element) : ref.text;
  }

  /** `Decide / Terms`: a stuck point with its stage. */
  stuck(point: StuckPoint): string {
    const stage = this.model.element(point.stage);
    return stage ? `${stage.name} / ${point.name}` : point.name;
  }

  /** What a criterion says. */
  criterion(criterion: Criterion): string {
    if (criterion.kind !== 'collect') return criterion.text.value;
    return criterion.items
      .map((item) => {
        if (item.kind === 'text') return item.text.value;
        if (item.kind === 'field') return this.ref(item.field);
        if (item.kind === 'framework') return this.ref(item.framework);
        return item.document ? this.ref(item.document) : (item.label?.value ?? '');
      })
      .join(', ');
  }
}

/** Both sides of a change as a person reads them, or as they are written where that reads the same. */
export function told(
  words: readonly [before: string, after: string],
  written: readonly [before: string, after: string],
): readonly [before: string, after: string] {
  return words[0] === words[1] ? written : words;
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** How a declaration is called where a person reads it. */
export function titleOf({ name, label }: Pick<Declared, 'name' | 'label'>): string {
  return label?.value.replace(/\s+/g, ' ').trim() || name;
}

/** All criteria of a block, alternatives included. */
export function criteriaOf(items: readonly CriterionItem[] | undefined): Criterion[] {
  return (items ?? []).flatMap((item) => (item.kind === 'any' ? item.criteria : [item]));
}

/** `14 days`. */
export function durationWords({ amount, unit }: Duration): string {
  return `${amount} ${amount === 1 ? unit.replace(/s$/, '') : unit}`;
}
