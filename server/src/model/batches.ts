import type { LangiumDocument } from 'langium';
import type { Problem } from '../language/checks/problem.ts';
import { dropConcreteSyntax } from '../language/cst.ts';
import type * as ast from '../language/generated/ast.ts';
import { modelFile } from './build/model-file.ts';
import { buildFilePart, type FilePart, ProjectAssembler } from './build/project.ts';
import type { Finding } from './finding.ts';
import type { ProjectModel } from './model.ts';
import {
  emptyWorkspace,
  hasSyntaxErrors,
  type InputText,
  OutlineDiffers,
  toFindings,
  type Workspace,
} from './workspace.ts';

/** About how long the texts of a batch are together, in UTF-16 code units: its model takes some 15 bytes for each. */
export const usualBatchLength = 300_000;

/** What the files of a batch gave. */
export interface Batch {
  /** The project's model with the processes of these files alone. */
  readonly model: ProjectModel;
  /** By URI, what the language finds wrong in each. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
}

/**
 * A project that is too large to be held whole. Its files are read in batches, whose order does not matter; of what was
 * read before, only what other files can see of it stays.
 */
export class BatchedProject {
  /** URIs of files to be read together. The same texts give the same batches. */
  readonly batches: readonly (readonly string[])[];
  /** Files whose processes are to be seen together: variants with what they vary, and namesakes. */
  private readonly together: readonly string[];
  private readonly root: string;
  private readonly workspace: Workspace;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly outlines: ReadonlyMap<string, LangiumDocument>;
  /** Of all files, without their processes. */
  private readonly parts = new Map<string, FilePart>();
  /** By URI, names that other files declare too. */
  private readonly sharedNames = new Map<string, readonly Problem[]>();
  private readonly assembler = new ProjectAssembler();

  private constructor(root: string, workspace: Workspace, texts: readonly InputText[], batchLength: number) {
    this.root = root;
    this.workspace = workspace;
    this.texts = new Map(texts.map(({ uri, text }) => [uri, text]));
    this.outlines = workspace.outlineAll(texts);
    for (const [uri, document] of [...this.outlines].sort(byKey)) {
      workspace.link(document);
      const source = modelFile(uri, this.texts.get(uri) ?? '');
      this.parts.set(uri, { ...withoutProcesses(workspace.part(document)), source });
      workspace.removed(document.uri);
      this.sharedNames.set(uri, workspace.sharedNamesOf(document));
    }
    // Only when all is done: a shared name is told with where else it stands.
    for (const document of this.outlines.values()) dropConcreteSyntax(document);
    const together = [...workspace.variantsAndBases(this.outlines.values()), ...this.namesakes()];
    this.together = [...new Set(together)].sort();
    this.batches = this.divide(batchLength);
  }

  /**
   * @param root URI of the project's folder
   * @param texts all its files
   */
  static async open(
    root: string,
    texts: readonly InputText[],
    batchLength = usualBatchLength,
  ): Promise<BatchedProject> {
    return new BatchedProject(root, await emptyWorkspace([root]), texts, batchLength);
  }

  /**
   * Those that are to be seen together come first. Towards the end batches get smaller, so that threads that share them are
   * done at about the same time.
   */
  private divide(batchLength: number): (readonly string[])[] {
    const together = new Set(this.together);
    const batches: (readonly string[])[] = together.size > 0 ? [this.together] : [];
    const alone = [...this.parts.keys()].filter((uri) => !together.has(uri));
    const lengthOf = (uri: string) => this.texts.get(uri)?.length ?? 0;
    let left = alone.reduce((sum, uri) => sum + lengthOf(uri), 0);
    let last: string[] = [];
    let room = 0;
    for (const uri of alone) {
      if (room <= 0) {
        last = [];
        batches.push(last);
        room = Math.min(batchLength, Math.max(batchLength / 10, left / 6));
      }
      last.push(uri);
      room -= lengthOf(uri);
      left -= lengthOf(uri);
    }
    return batches;
  }

  /** Files that declare a process of the same name as another one. */
  private namesakes(): string[] {
    const byName = new Map<string, Set<string>>();
    for (const [uri, document] of this.outlines) {
      for (const { $type, name } of (document.parseResult.value as ast.File).declarations) {
        if ($type === 'Process' || $type === 'Variant') byName.set(name, (byName.get(name) ?? new Set()).add(uri));
      }
    }
    return [...byName.values()].filter((uris) => uris.size > 1).flatMap((uris) => [...uris]);
  }

  /**
   * Reads one of the batches.
   *
   * @throws {OutlineDiffers} where a file is broken in such a way that this project cannot be read in batches
   */
  read(uris: readonly string[]): Batch {
    const parts = new Map(this.parts);
    const problems = new Map<string, readonly Problem[]>();
    const digest = (document: LangiumDocument) => {
      const uri = document.uri.toString();
      this.workspace.link(document);
      const part = buildFilePart(document);
      if (hasSyntaxErrors(document) && !sameToOthers(part, this.parts.get(uri))) throw new OutlineDiffers();
      parts.set(uri, part);
      problems.set(uri, this.workspace.problemsOf(document));
    };
    const read = (uri: string) => this.workspace.readWhole(uri, this.texts.get(uri) ?? '');
    const forget = (uri: string) => this.workspace.removed(this.outlines.get(uri)!.uri);
    if (uris === this.together) {
      const wholes = uris.map(read);
      for (const document of wholes) this.workspace.exchange(document);
      for (const document of wholes) digest(document);
      for (const uri of uris) this.workspace.exchange(this.outlines.get(uri)!);
      uris.forEach(forget);
    } else {
      // One whole syntax tree at a time.
      for (const uri of uris) {
        digest(read(uri));
        forget(uri);
      }
    }
    return { model: this.assembler.assemble(this.root, this.workspace.library(), [...parts.values()]), problems };
  }

  /** The project's model without processes. */
  outline(): ProjectModel {
    return this.assembler.assemble(this.root, this.workspace.library(), [...this.parts.values()]);
  }

  /** What the language finds wrong in the project, given what it finds in each file. */
  languageFindings(problems: ReadonlyMap<string, readonly Problem[]>): Finding[] {
    return [...this.parts.keys()].flatMap((uri) =>
      toFindings(uri, [...(problems.get(uri) ?? []), ...(this.sharedNames.get(uri) ?? [])]),
    );
  }
}

function withoutProcesses(part: FilePart): FilePart {
  return { ...part, processes: [], variants: [] };
}

function sameToOthers(part: FilePart, outline: FilePart | undefined): boolean {
  const shown = (one: FilePart | undefined) => JSON.stringify({ ...one, source: 0, processes: 0, variants: 0 });
  return shown(part) === shown(outline);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
