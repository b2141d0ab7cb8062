import type { Finding, Severity } from '../model/finding.ts';
import type { Declared, Journey, Process, ProjectModel, Step } from '../model/model.ts';
import { locationOf } from './convert.ts';
import { helpersOf } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import type { FileParams, TreeNode } from './protocol.ts';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Journeys with their stuck points and the steps that help, then processes with their steps and outcomes. */
export const tree: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.onRequest(
      'salesflow/tree',
      whenReady(context, ({ uri }: FileParams): readonly TreeNode[] => {
        const root = session.rootOf(uri);
        const model = session.wholeModel(root);
        const build = new Builder(model, session.findingsOf(root));
        return [
          ...model.journeys.map((journey) => build.journey(journey)),
          ...model.processes.map((process) => build.process(process)),
        ];
      }),
    );
  },
};

class Builder {
  private readonly model: ProjectModel;
  private readonly byFile = new Map<string, Finding[]>();

  constructor(model: ProjectModel, findings: readonly Finding[]) {
    this.model = model;
    for (const finding of findings) {
      const list = this.byFile.get(finding.span.uri);
      if (list) list.push(finding);
      else this.byFile.set(finding.span.uri, [finding]);
    }
  }

  journey(journey: Journey): TreeNode {
    const stages = journey.stages.map((stage) => {
      const stuck = stage.stuck.map((point) => {
        const steps = helpersOf(point, this.model).map((step) => this.step(step));
        return this.node('stuck', point, steps.length === 0 ? 'nothing helps' : '', steps, steps.length === 0);
      });
      return this.node('stage', stage, '', stuck);
    });
    return this.node('journey', journey, 'journey', stages);
  }

  process(process: Process): TreeNode {
    const base = process.variantOf;
    const steps = process.steps.filter((step) => !base || step.origin !== 'inherited').map((step) => this.step(step));
    const outcomes = base ? [] : process.outcomes.map((outcome) => this.node('outcome', outcome, outcome.outcome, []));
    return this.node('process', process, base ? `variant of ${base.text}` : 'process', [...steps, ...outcomes]);
  }

  private step(step: Step): TreeNode {
    return this.node('step', step, `${step.index + 1}`, []);
  }

  private node(
    kind: TreeNode['kind'],
    declared: Declared,
    description: string,
    children: readonly TreeNode[],
    gap = false,
  ): TreeNode {
    const { span, nameSpan } = declared;
    const own = (this.byFile.get(span.uri) ?? []).filter(
      (finding) => finding.span.start >= span.start && finding.span.end <= span.end,
    );
    const severity = SEVERITIES.find((each) => own.some((finding) => finding.severity === each));
    const at = locationOf((uri) => this.model.file(uri), nameSpan);
    return {
      kind,
      label: declared.label?.value ?? declared.name,
      description,
      ...(at ? { at } : {}),
      ...(severity ? { severity } : {}),
      findings: own.length,
      ...(gap ? { gap } : {}),
      children,
    };
  }
}
