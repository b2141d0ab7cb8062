import type { Problem } from '../language/checks/problem.ts';
import { BatchedProject } from '../model/batches.ts';
import type { Config } from '../standards/config.ts';
import { createLinter, type LintOptions, type Look } from '../standards/linter.ts';
import type { Checked } from './checker.ts';
import { type PackedFindings, packed, unpacked } from './packedFindings.ts';

/** A check that several threads share. */
export interface BatchTask {
  /** URI of the project's folder. */
  readonly root: string;
  /** URI and text of all its files. */
  readonly texts: readonly (readonly [uri: string, text: string])[];
  readonly config: Config;
  readonly today: string;
  /** About how long the texts of a batch are together, where not as usual. */
  readonly batchLength?: number;
  /** In shared memory, the number of the batch that is to be taken next. */
  readonly next: Int32Array;
}

/** What one batch gave; plain data. */
export interface BatchResult {
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly findings: PackedFindings;
  readonly uses: Look['uses'];
}

/** The batches of a project as one thread sees them. */
export class Batches {
  private readonly project: BatchedProject;
  private readonly next: Int32Array;
  private readonly options: LintOptions;
  private readonly linter = createLinter();

  private constructor(project: BatchedProject, { next, config, today }: BatchTask) {
    this.project = project;
    this.next = next;
    this.options = { config, today, surface: 'ci' };
  }

  static async open(task: BatchTask): Promise<Batches> {
    const texts = task.texts.map(([uri, text]) => ({ uri, text }));
    return new Batches(await BatchedProject.open(task.root, texts, task.batchLength), task);
  }

  get count(): number {
    return this.project.batches.length;
  }

  /** The number of a batch that no thread has taken yet. */
  takeNext(): number | undefined {
    const index = Atomics.add(this.next, 0, 1);
    return index < this.count ? index : undefined;
  }

  check(index: number): BatchResult {
    const { model, problems } = this.project.read(this.project.batches[index]!);
    const { findings, uses } = this.linter.look(model, this.options);
    this.linter.rest();
    return { problems, findings: packed(findings), uses };
  }

  /** What all batches gave together. */
  conclude(results: readonly BatchResult[]): Checked {
    const model = this.project.outline();
    const language = this.project.languageFindings(new Map(results.flatMap(({ problems }) => [...problems])));
    const looks = results.map(({ findings, uses }) => ({ findings: unpacked(findings), uses }));
    return { model, findings: [...language, ...this.linter.conclude(model, looks, this.options)], fixesLeftOut: true };
  }
}
