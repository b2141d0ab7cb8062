import type { Backend, EnforcementLevel, Generated } from '../crm/backend.ts';
import type { Field, Process, ProjectModel } from '../model/model.ts';

/** What the CRMs that a project is written for make of one of its processes. */
export class InCrms {
  private readonly generated: readonly (readonly [backend: Backend, generated: Generated])[];

  private constructor(generated: InCrms['generated']) {
    this.generated = generated;
  }

  /** Made once per model, CRM and process: many answers ask for the same. */
  static of(model: ProjectModel, process: Process | undefined, backends: readonly Backend[]): InCrms {
    const known = cache.get(model) ?? new Map<string, Generated>();
    cache.set(model, known);
    return new InCrms(
      (process ? backends : []).map((backend) => {
        const key = `${backend.id} ${process?.name}`;
        const generated = known.get(key) ?? backend.generate(model, { process: process?.name });
        known.set(key, generated);
        return [backend, generated] as const;
      }),
    );
  }

  /** How each CRM shows or demands a criterion, by its semantic path. */
  enforcement(path: string): { readonly crm: string; readonly level: EnforcementLevel; readonly how: string }[] {
    return this.generated.flatMap(([{ title }, { enforcement }]) => {
      const entry = enforcement.find((each) => each.path === path);
      return entry ? [{ crm: title, level: entry.level, how: entry.how }] : [];
    });
  }

  /** What each CRM calls a field: as written, else as the configuration made of it has it. */
  names(field: Field): { readonly crm: string; readonly name: string }[] {
    return this.generated.flatMap(([{ id, title }, { sourceMap }]) => {
      const { uri, start, end } = field.span;
      const name =
        field.crmNames[id] ??
        sourceMap.find(({ span }) => span.uri === uri && span.start >= start && span.end <= end)?.item;
      return name === undefined ? [] : [{ crm: title, name }];
    });
  }
}

const cache = new WeakMap<ProjectModel, Map<string, Generated>>();

/** The process that an offset of a file is in, else the first one of the file, else the first one of the project. */
export function processAt(model: ProjectModel, uri: string, offset: number): Process | undefined {
  const here = model.processes.filter(({ span }) => span.uri === uri);
  return here.find(({ span }) => span.start <= offset && offset <= span.end) ?? here[0] ?? model.processes[0];
}
