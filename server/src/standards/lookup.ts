import { originOf } from '../model/build/moved.ts';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import type { ElementId, SourceFile } from '../model/source.ts';

type Kind = ModelElement['kind'];
type OfKind<K extends Kind> = Extract<ModelElement, { kind: K }>;

/** Finds elements and files for a rule. */
export interface Lookup {
  /** The element of that id if it is of that kind. */
  find<K extends Kind>(kind: K, id: ElementId | undefined): OfKind<K> | undefined;
  file(uri: string): SourceFile | undefined;
}

/**
 * A {@link Lookup} that remembers what it answered: findings made with it stay valid as long as the project gives the
 * same answers.
 */
export class TrackedLookup implements Lookup {
  private readonly answers = new Map<ElementId, ModelElement | undefined>();
  private readonly model: ProjectModel;

  constructor(model: ProjectModel) {
    this.model = model;
  }

  find<K extends Kind>(kind: K, id: ElementId | undefined): OfKind<K> | undefined {
    if (id === undefined) return undefined;
    const element = this.model.element(id);
    this.answers.set(id, element);
    return element?.kind === kind ? (element as OfKind<K>) : undefined;
  }

  /** Files are not remembered: a process changes with the file it is written in, and rules read no other. */
  file(uri: string): SourceFile | undefined {
    return this.model.file(uri);
  }

  /**
   * Whether `model` would give the same answers, so that findings need not be looked for again: `moved` where it gives
   * some that say the same about another place.
   */
  compare(model: ProjectModel): 'same' | 'moved' | 'different' {
    let result: 'same' | 'moved' = 'same';
    for (const [id, before] of this.answers) {
      const now = model.element(id);
      if (now === before) continue;
      if (!now || !before || originOf(now) !== originOf(before)) return 'different';
      result = 'moved';
    }
    return result;
  }
}
