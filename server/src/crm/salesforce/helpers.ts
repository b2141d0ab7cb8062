import type { ProjectModel } from '../../model/model.ts';
import { describeEvidence, titleOfRef } from '../describe.ts';
import { oneLine } from '../text.ts';
import type { HelperEvidence } from './formula/compile.ts';

/** What stands in for evidence that no formula sees: a field, and who keeps it. */
export interface HelperDefinition {
  /** Evidence of the same words is one field; `within` does not matter, because the field holds the date. */
  readonly identity: string;
  readonly label: string;
  readonly description: string;
  /** Who sets it, as a clause after the field: `which a flow on events …`. */
  readonly keptBy: string;
}

/** The field that stands in for evidence. */
export function helperDefinition(
  kind: 'date' | 'checkbox',
  evidence: HelperEvidence,
  model: ProjectModel,
): HelperDefinition {
  const timeless = evidence.kind === 'activity' ? { ...evidence, within: undefined } : evidence;
  const words = describeEvidence(timeless, model);
  const keptBy = keeper(evidence, model);
  const says = kind === 'date' ? `Date that shows: ${words}` : `Ticked when: ${words}`;
  const which = evidence.kind === 'activity' ? ` ${whichDate(evidence.atLeast)}` : '';
  return {
    identity: `${kind} ${words}`,
    label: labelOf(evidence, model),
    description: `${says}.${which} Set by ${keptBy}. Validation rules of the sales process read it.`,
    keptBy,
  };
}

/** With `at least 3 times` the field holds the date of the third: blank means that there were fewer. */
function whichDate(atLeast: number | undefined): string {
  if (atLeast === undefined || atLeast <= 1) return 'The latest date counts; for what is planned, the next.';
  return `Blank while there are fewer than ${atLeast}; otherwise the date by which the latest ${atLeast} count.`;
}

function keeper(evidence: HelperEvidence, model: ProjectModel): string {
  switch (evidence.kind) {
    case 'activity':
      return evidence.activity === 'meeting' ? 'a flow on events or by the rep' : 'a flow on tasks or by the rep';
    case 'document':
      return evidence.state === 'signed'
        ? 'the e-signature integration or by the rep'
        : 'a flow on files or by the rep';
    case 'contact':
      return 'a flow on contact roles or by the rep';
    case 'approval':
      return 'the final approval action of the approval process';
    case 'field':
      return `a flow on the record that holds “${titleOfRef(evidence.field, model)}”`;
  }
}

function labelOf(evidence: HelperEvidence, model: ProjectModel): string {
  switch (evidence.kind) {
    case 'activity': {
      const often = evidence.atLeast && evidence.atLeast > 1 ? ` ${evidence.atLeast} times` : '';
      return oneLine(
        capital(
          `${evidence.label?.value ?? ''} ${evidence.activity} ${evidence.state}${often}${parties(evidence, model)}`,
        ),
      );
    }
    case 'document': {
      const name = evidence.document ? titleOfRef(evidence.document, model) : (evidence.label?.value ?? '');
      return oneLine(capital(`${name} ${evidence.state}${parties(evidence, model)}`));
    }
    case 'contact':
      return oneLine(`${capital(evidence.buysAs.replaceAll('-', ' '))} linked`);
    case 'approval':
      return oneLine(`${capital(titleOfRef(evidence.approval, model))} granted`);
    case 'field':
      return oneLine(capital(describeEvidence(evidence, model)));
  }
}

function parties(evidence: Extract<HelperEvidence, { kind: 'activity' | 'document' }>, model: ProjectModel): string {
  if (evidence.parties.length === 0) return '';
  const names = evidence.parties.map((party) => titleOfRef(party, model));
  return ` ${evidence.preposition ?? 'with'} ${names.join(', ')}`;
}

function capital(words: string): string {
  const trimmed = words.trim();
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
}
