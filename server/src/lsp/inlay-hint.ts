import { type InlayHint, InlayHintKind } from 'vscode-languageserver';
import type { Backend } from '../crm/backend.ts';
import { criterionText } from '../crm/criteria.ts';
import type { Criterion, CriterionItem, Process, ProjectModel, Step } from '../model/model.ts';
import type { SourceFile } from '../model/source.ts';
import { type Feature, whenReady } from './feature.ts';
import { InCrms, processAt } from './in-crms.ts';
import type { EditorSettings } from './settings.ts';

/** What the text leaves unsaid: step numbers, inherited owners and criteria, names in the CRM. */
export const inlayHint: Feature = {
  capabilities: { inlayHintProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.languages.inlayHint.on(
      whenReady(context, ({ textDocument: { uri }, range }): InlayHint[] => {
        const model = session.model(session.rootOf(uri));
        const file = model.file(uri);
        if (!file) return [];
        const from = file.offsetAt(range.start);
        const to = file.offsetAt(range.end);
        const { inlayHints } = session.settings;
        const hints = model.processes
          .filter(({ span }) => span.uri === uri && span.end >= from && span.start <= to)
          .flatMap((process) => hintsOf(process, model, file, inlayHints));
        if (inlayHints.crmNames) {
          const backends = session.configs.backends(session.rootOf(uri));
          hints.push(...fieldHints(model, file, from, to, backends));
        }
        return hints
          .filter(({ offset }) => offset >= from && offset <= to)
          .map(({ offset, ...hint }) => ({ ...hint, position: file.positionAt(offset) }));
      }),
    );
  },
};

type Hint = Omit<InlayHint, 'position'> & { readonly offset: number };

function hintsOf(
  process: Process,
  model: ProjectModel,
  file: SourceFile,
  settings: EditorSettings['inlayHints'],
): Hint[] {
  const hints: Hint[] = [];
  for (const step of process.steps) {
    const here = step.span.uri === file.uri && (step.origin === 'own' || step.origin === 'added');
    if (here && settings.stepNumbers) {
      hints.push({
        offset: step.nameSpan.start,
        label: `${step.index + 1}`,
        paddingRight: true,
        tooltip: 'Number of the step in the process',
      });
    }
    if (here && settings.inheritedOwner && !step.owner && step.effectiveOwner) {
      const end = step.label?.span.end ?? step.nameSpan.end;
      hints.push({
        offset: end,
        label: `owner ${ownerWords(step)}`,
        paddingLeft: true,
        tooltip: 'Owner taken over from the process',
        kind: InlayHintKind.Type,
      });
    }
  }
  if (!process.variantOf || !settings.inheritedCriteria) return hints;
  const base = model.element(process.variantOf.target);
  if (base?.kind !== 'process') return hints;
  for (const change of process.changes) {
    if (change.change !== 'change') continue;
    const step = process.steps.find(({ id }) => id === change.step);
    const inherited = base.steps.find(({ name }) => name === step?.name);
    const count = criteriaOf(inherited?.exit?.items ?? []).length;
    const brace = file.text.indexOf('{', change.span.start);
    if (count === 0 || brace < 0 || brace > change.span.end) continue;
    hints.push({
      offset: brace + 1,
      label: `${count} inherited ${count === 1 ? 'criterion' : 'criteria'}`,
      paddingLeft: true,
      tooltip: criteriaOf(inherited?.exit?.items ?? [])
        .map((criterion) => criterionText(criterion, model))
        .join('\n'),
    });
  }
  return hints;
}

function ownerWords({ effectiveOwner }: Step): string {
  const names = (refs: readonly { text: string }[]) => refs.map(({ text }) => text).join(', ');
  if (!effectiveOwner) return '';
  return names(effectiveOwner.roles) + (effectiveOwner.with.length > 0 ? ` with ${names(effectiveOwner.with)}` : '');
}

function criteriaOf(items: readonly CriterionItem[]): Criterion[] {
  return items.flatMap((item) => (item.kind === 'any' ? [...item.criteria] : [item]));
}

/** Behind fields that the text names: what the configured CRMs call them. */
function fieldHints(
  model: ProjectModel,
  file: SourceFile,
  from: number,
  to: number,
  backends: readonly Backend[],
): Hint[] {
  const hints: Hint[] = [];
  for (const match of file.text.slice(from, to).matchAll(/(?<![\w."-])([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)/g)) {
    const field = model.objects.find(({ name }) => name === match[1])?.fields.find(({ name }) => name === match[2]);
    if (!field) continue;
    const start = from + match.index;
    const names = InCrms.of(model, processAt(model, file.uri, start), backends)
      .names(field)
      .filter(({ name }) => name !== match[2]);
    if (names.length > 0)
      hints.push({
        offset: start + match[0].length,
        label: [...new Set(names.map(({ name }) => name))].join(' · '),
        paddingLeft: true,
        tooltip: names.map(({ crm, name }) => `${crm}: ${name}`).join('\n'),
        kind: InlayHintKind.Type,
      });
  }
  return hints;
}
