import { DocumentState, type FileSystemProvider, type LangiumDocument, URI } from 'langium';
import { checkFile } from '../language/checks/file.ts';
import { checkProjectNames } from '../language/checks/names.ts';
import type { Problem } from '../language/checks/problem.ts';
import type * as ast from '../language/generated/ast.ts';
import { LIBRARY, LIBRARY_URI } from '../language/library.ts';
import type { SalesflowLinker } from '../language/linker.ts';
import { outline } from '../language/outline.ts';
import { createSalesflowServices, type SalesflowSharedServices } from '../language/salesflow-module.ts';
import { namesDeclaredIn } from '../language/symbols.ts';
import { Kept } from './build/kept.ts';
import { buildFilePart, type FilePart, type KeptElements, ProjectAssembler } from './build/project.ts';
import type { Finding, Fix } from './finding.ts';
import type { ProjectModel } from './model.ts';

/** Texts that are together no longer, in UTF-16 code units, are held as whole syntax trees, of some 100 bytes for each. */
const longestAtOnce = 50_000;

/** Where the language's own diagnostics are explained. */
const PAGE = 'https://github.com/salesflow/salesflow/blob/main/docs/language.md#diagnostics';

/**
 * Projects as models and findings, kept up to date with Langium's documents: the door between the syntax tree and
 * everything that works on the model. The command line, the library and the language server share it.
 */
export class Workspace {
  private readonly shared: SalesflowSharedServices;
  /** Raised each time a document is linked: what was built from it before is stale. */
  private readonly versions = new Map<string, number>();
  private readonly parts = new Map<string, { version: number; part: FilePart }>();
  private readonly problems = new Map<string, { version: number; problems: Problem[] }>();
  /** What was made of single declarations, by file. */
  private readonly kept = new Map<string, { readonly elements: KeptElements; readonly problems: Kept<Problem[]> }>();
  private readonly assemblers = new Map<string, ProjectAssembler>();
  private readonly models = new Map<string, { parts: readonly FilePart[]; model: ProjectModel }>();
  /** All files in order, until one comes or goes. */
  private sorted: readonly LangiumDocument[] | undefined;

  constructor(shared: SalesflowSharedServices) {
    this.shared = shared;
    shared.workspace.DocumentBuilder.onDocumentPhase(DocumentState.Linked, (document) => this.changed(document.uri));
    shared.workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
      for (const uri of deleted) this.removed(uri);
    });
  }

  /**
   * Tells that the file was linked anew, by whoever does not use Langium's document builder.
   *
   * @param linksKept nodes that are still in the syntax tree refer to what they referred to
   */
  changed(uri: URI, linksKept = false): void {
    const key = uri.toString();
    if (!linksKept) this.kept.delete(key);
    this.versions.set(key, (this.versions.get(key) ?? 0) + 1);
  }

  /** Tells that the file is gone, or that nothing of it is needed any more. */
  removed(uri: URI): void {
    this.sorted = undefined;
    for (const map of [this.parts, this.problems, this.kept]) map.delete(uri.toString());
  }

  /**
   * Works out everything that needs the file's syntax tree, so that its document may be exchanged for one that has
   * only the declarations other files can refer to.
   */
  digest(document: LangiumDocument): void {
    this.part(document);
    this.problemsOf(document);
  }

  /** Exchanges all files for these texts: parsed, linked, and ready to give models. */
  async replace(texts: readonly InputText[]): Promise<void> {
    const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = this.shared.workspace;
    await DocumentBuilder.update(
      [],
      this.documents().map((document) => document.uri),
    );
    const documents = texts.map(({ uri, text }) => LangiumDocumentFactory.fromString(text, URI.parse(uri)));
    for (const document of documents) LangiumDocuments.addDocument(document);
    this.sorted = undefined;
    await DocumentBuilder.build(documents, { validation: false });
  }

  /**
   * Does what {@link replace} does and has everything digested. Of more than a few files, holds no more than one whole
   * syntax tree at a time (and those of variants and what they vary): first the outlines of all, so that names are known,
   * then file by file. The texts must be new to this workspace.
   */
  async digestAll(texts: readonly InputText[]): Promise<void> {
    if (texts.reduce((length, { text }) => length + text.length, 0) <= longestAtOnce) {
      this.digestTogether(texts.map(({ uri, text }) => this.parse(uri, text)));
      return;
    }
    const outlines = this.outlineAll(texts);
    const textOf = new Map(texts.map(({ uri, text }) => [uri, text]));
    const kept = new Set(this.variantsAndBases(outlines.values()));
    const read = (uri: string) => this.readWhole(uri, textOf.get(uri) ?? '');
    try {
      this.digestTogether([...kept].map(read));
      for (const [uri, light] of outlines) {
        if (kept.has(uri)) continue;
        this.linkAndDigest(read(uri));
        light.state = DocumentState.Linked;
      }
    } catch (error) {
      if (!(error instanceof OutlineDiffers)) throw error;
      for (const { uri } of texts) this.delete(URI.parse(uri));
      await this.replace(texts);
    }
  }

  /** Digests whole files that see each other. */
  private digestTogether(documents: readonly LangiumDocument[]): void {
    for (const document of documents) this.exchange(document);
    for (const document of documents) this.linkAndDigest(document);
  }

  private linkAndDigest(document: LangiumDocument): void {
    this.link(document);
    this.digest(document);
  }

  /** Reads of each file what others can see of it, so that all names are known; the documents by URI. */
  outlineAll(texts: readonly InputText[]): Map<string, LangiumDocument> {
    const outlines = new Map<string, LangiumDocument>();
    for (const { uri, text } of texts) {
      const document = this.parse(uri, outline(text, true));
      this.exchange(document);
      outlines.set(uri, document);
    }
    return outlines;
  }

  /**
   * Reads a whole file beside its outline, which all names still refer to.
   *
   * @throws {OutlineDiffers} where it is broken in such a way that others see something else of it
   */
  readWhole(uri: string, text: string): LangiumDocument {
    const document = this.parse(uri, text);
    if (hasSyntaxErrors(document) && namesDeclaredIn(document) !== this.shared.projects.Symbols.namesIn(uri))
      throw new OutlineDiffers();
    return document;
  }

  /** Resolves the names in a document of {@link outlineAll} or {@link readWhole}. */
  link(document: LangiumDocument): void {
    const services = this.shared.ServiceRegistry.getServices(document.uri);
    document.state = DocumentState.ComputedScopes;
    (services.references.Linker as SalesflowLinker).linkNow(document);
    document.state = DocumentState.Linked;
    this.changed(document.uri);
  }

  private parse(uri: string, text: string): LangiumDocument {
    return this.shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse(uri));
  }

  /** Puts the document in place of the one with its URI, if there is one. */
  exchange(document: LangiumDocument): void {
    const { LangiumDocuments } = this.shared.workspace;
    if (LangiumDocuments.hasDocument(document.uri)) LangiumDocuments.deleteDocument(document.uri);
    LangiumDocuments.addDocument(document);
    this.sorted = undefined;
    this.shared.projects.Symbols.update(document);
  }

  /** Takes the file out. */
  delete(uri: URI): void {
    this.shared.workspace.LangiumDocuments.deleteDocument(uri);
    this.shared.projects.Symbols.remove(uri.toString());
    this.removed(uri);
  }

  /** Files whose syntax trees are needed as long as the model: variants are resolved with both. */
  *variantsAndBases(documents: Iterable<LangiumDocument>): Iterable<string> {
    for (const document of documents) {
      for (const declaration of (document.parseResult.value as ast.File).declarations) {
        if (declaration.$type !== 'Variant') continue;
        yield document.uri.toString();
        const name = declaration.base?.$refText ?? '';
        for (const base of this.shared.projects.Symbols.find(this.rootOf(document.uri), 'Process', name))
          yield base.documentUri.toString();
      }
    }
  }

  /** Roots of all projects that have files, as URI strings. */
  roots(): string[] {
    return [...new Set(this.documents().map((document) => this.rootOf(document.uri)))].sort();
  }

  /** Root of the project the file belongs to, as a URI string. */
  rootOf(uri: URI): string {
    return this.shared.projects.Projects.rootOf(uri);
  }

  /** What the built-in library contributes to every model. */
  library(): FilePart {
    const document = this.shared.workspace.LangiumDocuments.getDocument(LIBRARY_URI);
    if (!document) throw new Error('The built-in library is not loaded: call loadLibrary first.');
    return this.part(document);
  }

  /** The model of a project; the same object while nothing in it has changed. */
  model(root: string): ProjectModel {
    const parts = [this.library(), ...this.documentsOf(root).map((document) => this.part(document))];
    const known = this.models.get(root);
    if (known && known.parts.length === parts.length && known.parts.every((part, i) => part === parts[i]))
      return known.model;
    let assembler = this.assemblers.get(root);
    if (!assembler) {
      assembler = new ProjectAssembler();
      this.assemblers.set(root, assembler);
    }
    const model = assembler.assemble(root, parts[0] as FilePart, parts.slice(1));
    this.models.set(root, { parts, model });
    return model;
  }

  /** What the language itself finds wrong in a file: syntax, names, types. */
  languageFindings(document: LangiumDocument): Finding[] {
    return toFindings(document.uri.toString(), [...this.problemsOf(document), ...this.sharedNamesOf(document)]);
  }

  /** Names that the file declares and another one too. */
  sharedNamesOf(document: LangiumDocument): Problem[] {
    const file = document.parseResult.value as ast.File;
    return checkProjectNames(file, this.rootOf(document.uri), this.shared.projects.Symbols);
  }

  /** The documents of a project, sorted by URI so that results do not depend on the order they were opened in. */
  documentsOf(root: string): LangiumDocument[] {
    return this.documents().filter((document) => this.rootOf(document.uri) === root);
  }

  private documents(): LangiumDocument[] {
    this.sorted ??= this.shared.workspace.LangiumDocuments.all
      .filter((document) => document.uri.scheme !== LIBRARY_URI.scheme)
      .toArray()
      .sort((a, b) => (a.uri.toString() < b.uri.toString() ? -1 : 1));
    return this.sorted.filter((document) => document.state >= DocumentState.Linked);
  }

  /** What the language finds wrong in the file, whatever other files declare twice. */
  problemsOf(document: LangiumDocument): readonly Problem[] {
    const uri = document.uri.toString();
    const version = this.versions.get(uri) ?? 0;
    const known = this.problems.get(uri);
    if (known?.version === version) return known.problems;
    const kept = this.keptOf(uri);
    const problems = checkFile(document, (declaration, look) => kept.problems.of(declaration, look));
    this.problems.set(uri, { version, problems });
    return problems;
  }

  private keptOf(uri: string) {
    let kept = this.kept.get(uri);
    if (!kept) {
      kept = { elements: new Kept(), problems: new Kept() };
      this.kept.set(uri, kept);
    }
    return kept;
  }

  /** What the file contributes to the model. */
  part(document: LangiumDocument): FilePart {
    const uri = document.uri.toString();
    const version = this.versions.get(uri) ?? 0;
    const known = this.parts.get(uri);
    if (known?.version === version) return known.part;
    const part = buildFilePart(document, this.keptOf(uri).elements);
    this.parts.set(uri, { version, part });
    return part;
  }
}

/** What other files see of a broken file was read differently from its outline. */
export class OutlineDiffers extends Error {}

/** Whether anything in the text could not be read as it stands. */
export function hasSyntaxErrors({ parseResult }: LangiumDocument): boolean {
  return parseResult.lexerErrors.length > 0 || parseResult.parserErrors.length > 0;
}

/** What the language finds wrong in a file, as findings in order of the text. */
export function toFindings(uri: string, problems: readonly Problem[]): Finding[] {
  return problems.toSorted((a, b) => a.start - b.start).map((problem) => toFinding(uri, problem));
}

function toFinding(uri: string, problem: Problem): Finding {
  const span = { uri, start: problem.start, end: problem.end };
  return {
    rule: problem.code,
    standard: 'language',
    severity: 'error',
    message: problem.message,
    span,
    path: '',
    related: problem.related.map(({ message, ...place }) => ({ message, span: place })),
    url: PAGE,
    fixes: () =>
      problem.replacements.map(
        (newText): Fix => ({ title: `Change to \`${newText}\``, safety: 'suggestion', edits: [{ span, newText }] }),
      ),
  };
}

/** A file given as text. */
export interface InputText {
  /** URI string. */
  readonly uri: string;
  readonly text: string;
}

/** Loads the built-in library, which every project refers to. */
export async function loadLibrary(shared: SalesflowSharedServices): Promise<void> {
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  if (LangiumDocuments.hasDocument(LIBRARY_URI)) return;
  const document = LangiumDocumentFactory.fromString(LIBRARY, LIBRARY_URI);
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: false });
}

/**
 * Opens texts as a workspace, without an editor: parses, links, and is ready to give models.
 *
 * `roots` are URIs of the folders with a configuration file; a text outside all of them makes a project of its folder.
 */
export async function openWorkspace(texts: readonly InputText[], roots: readonly string[] = []): Promise<Workspace> {
  const workspace = await emptyWorkspace(roots);
  await workspace.replace(texts);
  return workspace;
}

/** The same for those who ask for models and findings alone: syntax trees are let go, which many files are too large for. */
export async function openDigested(texts: readonly InputText[], roots: readonly string[] = []): Promise<Workspace> {
  const workspace = await emptyWorkspace(roots);
  await workspace.digestAll(texts);
  return workspace;
}

/** A workspace that has the built-in library alone. */
export async function emptyWorkspace(roots: readonly string[]): Promise<Workspace> {
  const { shared } = createSalesflowServices({ fileSystemProvider: () => NO_FILES });
  for (const root of roots) shared.projects.Projects.addRoot(URI.parse(root));
  const workspace = new Workspace(shared);
  await loadLibrary(shared);
  return workspace;
}

/** Everything is given as text, so nothing is read from a disk. */
const NO_FILES: FileSystemProvider = {
  stat: () => Promise.reject(new Error('No file system')),
  statSync: () => {
    throw new Error('No file system');
  },
  exists: () => Promise.resolve(false),
  existsSync: () => false,
  readBinary: () => Promise.reject(new Error('No file system')),
  readBinarySync: () => {
    throw new Error('No file system');
  },
  readFile: () => Promise.reject(new Error('No file system')),
  readFileSync: () => {
    throw new Error('No file system');
  },
  readDirectory: () => Promise.resolve([]),
  readDirectorySync: () => [],
};
