import { AstUtils, DocumentState, type LangiumDocument, URI } from 'langium';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type * as ast from '../language/generated/ast.ts';
import { type Exchange, reparse } from '../language/incremental.ts';
import type { SalesflowLinker } from '../language/linker.ts';
import { outline } from '../language/outline.ts';
import type { SalesflowParser } from '../language/parser/salesflow-parser.ts';
import {
  createSalesflowServices,
  type SalesflowServices,
  type SalesflowSharedServices,
} from '../language/salesflow-module.ts';
import { eachNode, eachReference } from '../language/walk.ts';
import type { ProjectModel } from '../model/model.ts';
import { hasSyntaxErrors, loadLibrary, Workspace } from '../model/workspace.ts';
import { declaredNames } from './declared-names.ts';
import { type Occurrences, occurrencesIn } from './occurrences.ts';

/** What is known of one file. */
interface FileRecord {
  text: string;
  /** The document has the whole syntax tree, and not only the declarations that other files can see. */
  whole: boolean;
  /**
   * Words that references of the file are made of: what has to change elsewhere for the file to be linked anew. Looked
   * for when asked; `undefined` also before the file is linked for the first time.
   */
  uses: ReadonlySet<string> | undefined;
  /** Some reference does not resolve, so that any new name may concern the file. */
  unresolved: boolean;
  /** What other files can see of the file, by name. */
  declares: ReadonlyMap<string, string>;
  occurrences: Occurrences | undefined;
}

/** What a change of texts led to. */
export interface Effect {
  /** Files whose texts changed. */
  readonly changed: readonly string[];
  /** Files that refer to what changed and have to be linked anew. */
  readonly affected: readonly string[];
}

/**
 * The files of the workspace: their texts, syntax trees and links.
 *
 * Files that are open keep their whole syntax tree. Of the others only the outline stays in memory (everything but the
 * bodies of processes), next to the model and the findings that were made of the whole: a workspace of 20,000 steps
 * would not fit otherwise. Everything here is done at once, without giving way: a file takes milliseconds, and whoever
 * works on many files gives way between two of them.
 */
export class Files {
  readonly shared: SalesflowSharedServices;
  readonly services: SalesflowServices;
  readonly workspace: Workspace;
  private readonly records = new Map<string, FileRecord>();
  private readonly models = new Map<string, ProjectModel>();
  private readonly open = new Set<string>();

  constructor() {
    const { shared, Salesflow } = createSalesflowServices({ fileSystemProvider: () => NO_FILES });
    this.shared = shared;
    this.services = Salesflow;
    this.workspace = new Workspace(shared);
  }

  async start(): Promise<void> {
    await loadLibrary(this.shared);
  }

  get projects() {
    return this.shared.projects.Projects;
  }

  has(uri: string): boolean {
    return this.records.has(uri);
  }

  uris(): string[] {
    return [...this.records.keys()];
  }

  textOf(uri: string): string | undefined {
    return this.records.get(uri)?.text;
  }

  /** Whether the file is open in an editor. */
  isOpen(uri: string): boolean {
    return this.open.has(uri);
  }

  setOpen(uri: string, open: boolean): void {
    if (open) this.open.add(uri);
    else this.open.delete(uri);
  }

  /** The model of a project; the same object while nothing in it has changed. */
  model(root: string): ProjectModel {
    let model = this.models.get(root);
    if (!model) {
      model = this.workspace.model(root);
      this.models.set(root, model);
    }
    return model;
  }

  /** The document as it is: perhaps an outline. */
  document(uri: string): LangiumDocument | undefined {
    return this.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
  }

  /** The document with its whole syntax tree, linked. */
  whole(uri: string): LangiumDocument | undefined {
    const record = this.records.get(uri);
    if (!record) return undefined;
    if (!record.whole) {
      this.load(uri, record);
      this.link(uri, record);
    }
    return this.document(uri);
  }

  /** Uses and declarations of names in the file. */
  occurrences(uri: string): Occurrences | undefined {
    const record = this.records.get(uri);
    if (!record) return undefined;
    const document = this.document(uri);
    if (!record.occurrences && document) {
      record.occurrences = occurrencesIn(this.whole(uri) ?? document);
      this.shed(uri);
    }
    return record.occurrences;
  }

  /**
   * Takes over new texts (`undefined`: the file is gone), links those files, and tells which others are concerned.
   *
   * @param behind files that an earlier change concerns, and which were not linked anew since
   */
  update(texts: ReadonlyMap<string, string | undefined>, behind: ReadonlySet<string>): Effect {
    const names = new Set<string>();
    const changed: string[] = [];
    let exchange: Exchange | undefined;
    for (const [uri, text] of texts) {
      const before = this.records.get(uri);
      if (text === undefined) {
        if (!before) continue;
        this.remove(uri);
        for (const name of before.declares.keys()) names.add(name);
      } else {
        const record: FileRecord = {
          text,
          whole: true,
          uses: undefined,
          unresolved: false,
          declares: new Map(),
          occurrences: undefined,
        };
        this.records.set(uri, record);
        exchange = before?.whole ? this.exchange(uri, text) : undefined;
        if (!exchange) this.load(uri, record);
        record.declares = declaredNames(this.document(uri) as LangiumDocument);
        for (const name of difference(before?.declares ?? new Map(), record.declares)) names.add(name);
        changed.push(uri);
      }
    }
    const alone = texts.size === 1 && names.size === 0;
    for (const uri of changed)
      this.link(uri, this.records.get(uri) as FileRecord, alone && !behind.has(uri) ? exchange : undefined);
    return { changed, affected: this.concernedBy(names, new Set(changed)) };
  }

  /** Makes many files known to each other by their outlines, which is quick; {@link analyse} each of them after that. */
  announce(texts: ReadonlyMap<string, string>): void {
    for (const [uri, text] of texts) {
      const record: FileRecord = {
        text,
        whole: false,
        uses: undefined,
        unresolved: false,
        declares: new Map(),
        occurrences: undefined,
      };
      this.records.set(uri, record);
      this.putOutline(uri, text);
    }
  }

  /**
   * Reads and links a whole file, makes its part of the model, and lets the syntax tree go if the file is not open.
   * Answers the files that have to be linked anew, see {@link relink}.
   */
  analyse(uri: string): string[] {
    const concerned = this.relink(uri);
    this.shed(uri);
    return concerned;
  }

  /** Links open files anew to the newest declarations: what they refer to has not changed, but where it stands has. */
  refreshOpen(): void {
    for (const uri of this.open) {
      const document = this.document(uri);
      if (!document) continue;
      this.services.references.Linker.unlink(document);
      (this.services.references.Linker as SalesflowLinker).linkNow(document);
      document.state = DocumentState.IndexedReferences;
    }
  }

  /** Files that have to be linked anew when these names mean something else than before. */
  private concernedBy(names: ReadonlySet<string>, except: ReadonlySet<string>): string[] {
    if (names.size === 0) return [];
    const concerned: string[] = [];
    for (const [uri, record] of this.records) {
      if (except.has(uri)) continue;
      if (record.unresolved || intersects(names, this.usesOf(uri, record)) || intersects(names, record.declares))
        concerned.push(uri);
    }
    return concerned;
  }

  private usesOf(uri: string, record: FileRecord): ReadonlySet<string> {
    const document = record.whole ? this.document(uri) : undefined;
    if (document) record.uses ??= usedNames(document);
    return record.uses ?? NO_NAMES;
  }

  /**
   * Links a file anew, after what it refers to has changed. Answers the files that this concerns in turn: those using
   * names of a broken file, which its outline may have shown differently.
   */
  relink(uri: string): string[] {
    const record = this.records.get(uri);
    if (!record) return [];
    const { Symbols } = this.shared.projects;
    const before = record.whole ? undefined : Symbols.namesIn(uri);
    if (!record.whole || !this.document(uri)) this.load(uri, record);
    this.link(uri, record);
    const document = this.document(uri) as LangiumDocument;
    record.declares = declaredNames(document);
    if (before === undefined || !hasSyntaxErrors(document)) return [];
    const now = Symbols.namesIn(uri);
    return now === before ? [] : this.concernedBy(new Set(`${before}\n${now}`.split(/[\s,.]+/)), new Set([uri]));
  }

  /** Sorts files into projects again after roots have changed; answers the files that moved and all they may concern. */
  regroup(): string[] {
    this.models.clear();
    const moved = this.shared.projects.Symbols.regroup(this.uris().flatMap((uri) => this.document(uri) ?? []));
    return moved.length === 0 ? [] : this.uris();
  }

  /**
   * Lets the syntax tree of a closed file go, once the model has what it needs. Files with variants keep theirs: a
   * variant is resolved anew whenever its base changes; so do broken files, of which an outline may show other names.
   */
  shed(uri: string): void {
    const record = this.records.get(uri);
    const document = this.document(uri);
    if (!record?.whole || !document || this.open.has(uri)) return;
    if ((document.parseResult.value as ast.File).declarations.some(({ $type }) => $type === 'Variant')) return;
    if (hasSyntaxErrors(document)) return;
    record.occurrences ??= occurrencesIn(document);
    record.uses ??= usedNames(document);
    this.workspace.digest(document);
    record.whole = false;
    this.putOutline(uri, record.text).state = DocumentState.Linked;
  }

  /** Makes the parser ready for a text with errors, so that the first keystroke of a statement does not wait for it. */
  prepare(): void {
    this.parser.prepare();
  }

  private get parser(): SalesflowParser {
    return this.services.parser.LangiumParser as unknown as SalesflowParser;
  }

  /** Works an edit into the syntax tree where only one declaration has to be read again. */
  private exchange(uri: string, text: string): Exchange | undefined {
    const document = this.document(uri);
    if (!document) return undefined;
    const exchange = reparse(this.parser, document, text);
    if (!exchange) return undefined;
    Object.assign(document, { textDocument: TextDocument.create(uri, 'salesflow', 0, text) });
    this.shared.projects.Symbols.update(document);
    return exchange;
  }

  private load(uri: string, record: FileRecord): void {
    this.put(uri, record.text);
    record.whole = true;
    record.occurrences = undefined;
  }

  /** Only what other files can see of the text; the text itself, where everything is at the same place, is kept once. */
  private putOutline(uri: string, text: string): LangiumDocument {
    const document = this.put(uri, outline(text), text);
    const root = document.parseResult.value.$cstNode?.root;
    if (root) Object.assign(root, { _text: text });
    return document;
  }

  private put(uri: string, text: string, shown = text): LangiumDocument {
    // Not through Langium's factory, which tells languages by file extension: a file never saved has none.
    const parseResult = this.services.parser.LangiumParser.parse(text);
    const textDocument = TextDocument.create(uri, 'salesflow', 0, shown);
    const document: LangiumDocument = {
      uri: URI.parse(uri),
      state: DocumentState.Parsed,
      parseResult,
      references: [],
      textDocument,
    };
    Object.assign(parseResult.value, { $document: document });
    this.workspace.exchange(document);
    return document;
  }

  private remove(uri: string): void {
    this.records.delete(uri);
    this.workspace.delete(URI.parse(uri));
    this.models.clear();
  }

  /** @param exchange all that has changed since the file was linked, if it is no more than that */
  private link(uri: string, record: FileRecord, exchange?: Exchange): void {
    const document = this.document(uri) as LangiumDocument;
    const linker = this.services.references.Linker as SalesflowLinker;
    this.loadBases(document);
    document.state = DocumentState.ComputedScopes;
    if (exchange) {
      linker.linkExchanged(document, exchange);
    } else {
      linker.unlink(document);
      linker.linkNow(document);
    }
    document.state = DocumentState.IndexedReferences;
    record.occurrences = undefined;
    record.uses = undefined;
    record.unresolved = document.references.some((reference) => reference.error !== undefined);
    this.workspace.changed(document.uri, exchange !== undefined);
    this.models.clear();
  }

  /** A variant refers to members of its base, which an outline does not have. */
  private loadBases(document: LangiumDocument): void {
    const root = this.projects.rootOf(document.uri);
    for (const declaration of (document.parseResult.value as ast.File).declarations) {
      if (declaration.$type !== 'Variant') continue;
      for (const { documentUri } of this.shared.projects.Symbols.find(
        root,
        'Process',
        declaration.base?.$refText ?? '',
      )) {
        const record = this.records.get(documentUri.toString());
        if (record && !record.whole) this.load(documentUri.toString(), record);
      }
    }
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();

function usedNames(document: LangiumDocument): Set<string> {
  const names = new Set<string>();
  eachNode(document.parseResult.value, (node) =>
    eachReference(node, ({ $refText }) => {
      if ($refText.includes('.')) for (const part of $refText.split('.')) names.add(part);
      else names.add($refText);
    }),
  );
  return names;
}

function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const names: string[] = [];
  for (const [name, detail] of after) if (before.get(name) !== detail) names.push(name);
  for (const name of before.keys()) if (!after.has(name)) names.push(name);
  return names;
}

function intersects(names: ReadonlySet<string>, others: { has(name: string): boolean }): boolean {
  for (const name of names) if (others.has(name)) return true;
  return false;
}

/** The document a node belongs to. */
export function uriOf(node: Parameters<typeof AstUtils.getDocument>[0]): string {
  return AstUtils.getDocument(node).uri.toString();
}

const unavailable = () => {
  throw new Error('Files are given as text.');
};

/** Texts come from the editor or the host, never through Langium. */
const NO_FILES = {
  stat: async () => unavailable(),
  statSync: unavailable,
  exists: async () => false,
  existsSync: () => false,
  readBinary: async () => unavailable(),
  readBinarySync: unavailable,
  readFile: async () => unavailable(),
  readFileSync: unavailable,
  readDirectory: async () => [],
  readDirectorySync: () => [],
};
