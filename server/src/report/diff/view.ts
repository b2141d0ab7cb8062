import type { Duration, Evidence } from '../../model/evidence.ts';
import type { Criterion, CriterionItem, Declared, ProjectModel, StuckPoint } from '../../model/model.ts';
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

  evidence(evidence: Evidence): string {
    return this.source(evidence.span);
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
