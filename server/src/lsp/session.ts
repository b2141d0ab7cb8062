import { URI } from 'langium';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { conflictsIn } from '../language/conflicts.ts';
import type { Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import type { ElementId } from '../model/source.ts';
import type { Config } from '../standards/config.ts';
import { Checks } from './checks.ts';
import { Configs, configOf, rootOfConfig } from './configs.ts';
import { Disk, GIT_IGNORE_FILE, isSource } from './disk.ts';
import { Files } from './files.ts';
import type { Host } from './host.ts';
import type { Occurrence } from './occurrences.ts';
import { pause, soon } from './pause.ts';
import { defaultSettings, type EditorSettings } from './settings.ts';

/** How long nothing may happen before other files are brought up to date, in milliseconds. */
const PAUSE = 250;
/** How long nothing may happen before memory is given back, in milliseconds. */
const REST = 1500;
/** How long until the rest is taken for a long one, in milliseconds. */
const LONG_REST = 10_000;
/** A project whose texts together are no longer, in UTF-16 code units, is looked at as a whole with each edit. */
const SMALL = 150_000;
/** How long work in the background may hold the server, in milliseconds. */
const SLICE = 12;
/** Milliseconds after an edit is answered in which the next one seldom comes. */
const BREATH = 6;

/** What the server tells the editor on its own. */
export interface SessionEvents {
  /** Findings of these files may have changed. */
  findings(uris: readonly string[]): void;
  /** The model or the findings of a project changed. */
  project(root: string): void;
}

/**
 * Everything the server knows, kept up to date with the editor and the disk.
 *
 * An edit is worked into its own file at once; files that refer to what changed follow in the background, in slices,
 * so that typing never waits for them.
 */
export class Session {
  readonly files = new Files();
  readonly configs = new Configs();
  readonly checks = new Checks(this.files, this.configs);
  /** Settles when the files of the workspace have been read. */
  ready: Promise<void> = Promise.resolve();
  settings: EditorSettings = defaultSettings;
  private readonly host: Host;
  private readonly disk: Disk;
  private readonly events: SessionEvents;
  /** Texts as the editor has them. */
  private readonly opened = new Map<string, TextDocument>();
  private readonly dirty = new Map<string, string | undefined>();
  private readonly behind = new Set<string>();
  private scheduled = false;
  private edits = 0;
  /** The model that was last told of, by project. */
  private readonly told = new Map<string, ProjectModel>();
  /** Open files still refer to syntax trees of before an edit. */
  private stale = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Until the files of the workspace are read, edits wait: they may arrive before there is anything to check them with. */
  private loading = true;

  constructor(host: Host, events: SessionEvents) {
    this.host = host;
    this.disk = new Disk(host);
    this.events = events;
  }

  /** Must be called once, before anything is read. */
  start(): Promise<void> {
    return this.files.start();
  }

  // Texts

  /** The text document of an open file. */
  opening(uri: string): TextDocument | undefined {
    return this.opened.get(uri);
  }

  open(document: TextDocument): void {
    this.opened.set(document.uri, document);
    if (rootOfConfig(document.uri) !== undefined) {
      this.setConfig(document.uri, document.getText());
    } else {
      this.files.setOpen(document.uri, true);
      this.edit(document.uri, document.getText());
    }
  }

  changed(document: TextDocument): void {
    this.opened.set(document.uri, document);
    if (rootOfConfig(document.uri) !== undefined) this.setConfig(document.uri, document.getText());
    else this.edit(document.uri, document.getText());
  }

  async close(uri: string): Promise<void> {
    this.opened.delete(uri);
    this.files.setOpen(uri, false);
    await this.readAgain(uri);
  }

  /** Files and folders that something other than the editor wrote, moved or removed. */
  async changedOnDisk(uris: readonly string[]): Promise<void> {
    // One by one, so that each is worked in by itself and typing goes on: git may change all of them at once.
    for (const uri of uris) {
      if (isSource(uri)) await this.readAgain(uri);
      else if (!uri.endsWith(`/${GIT_IGNORE_FILE}`)) await this.lookInto(uri);
      else {
        this.disk.refresh();
        await this.lookInto(uri.slice(0, -GIT_IGNORE_FILE.length - 1));
      }
    }
  }

  /** Takes over a file as it is on disk, unless the editor has it open. */
  private async readAgain(uri: string): Promise<void> {
    // What is read with the workspace may be from before the change.
    await this.ready;
    if (this.opened.has(uri)) return;
    const read = await this.disk.readLatest(uri);
    if (read === undefined || this.opened.has(uri)) return;
    if (rootOfConfig(uri) !== undefined) return this.setConfig(uri, read.text);
    const text = this.checks.isIgnored(uri) ? undefined : read.text;
    if (text !== (this.dirty.has(uri) ? this.dirty.get(uri) : this.files.textOf(uri))) this.edit(uri, text);
    else this.later();
  }

  /** Takes over what is in a folder now, and what was: it may have come, gone or changed. */
  private async lookInto(folder: string): Promise<void> {
    await this.ready;
    const found = await this.disk.find(folder);
    const known = [...this.files.uris(), ...this.configs.roots().map(configOf)].filter((uri) =>
      uri.startsWith(`${folder}/`),
    );
    // A configuration comes before the files it is for and goes after them, so that they never seem to be of another project.
    const configs = found.filter((uri) => rootOfConfig(uri) !== undefined);
    for (const uri of new Set([...configs, ...found, ...known])) await this.readAgain(uri);
  }

  /**
   * Files and folders that the user deleted in the editor. They are gone at once: some editors hold on to the text of a
   * file for minutes after its last view was closed.
   */
  async deleted(uris: readonly string[]): Promise<void> {
    for (const open of this.opened.keys()) {
      if (!uris.some((uri) => open === uri || open.startsWith(`${uri}/`))) continue;
      if (rootOfConfig(open) !== undefined) this.setConfig(open, undefined);
      else this.edit(open, undefined);
    }
    await this.changedOnDisk(uris);
  }

  private edit(uri: string, text: string | undefined): void {
    this.edits++;
    this.dirty.set(uri, text);
    this.schedule();
  }

  // Configuration

  private setConfig(uri: string, text: string | undefined): void {
    const root = rootOfConfig(uri) as string;
    const left = () => (this.configs.textOf(root) === undefined ? undefined : this.configs.of(root).ignore.join('\n'));
    const before = left();
    void this.applyConfig(root, text).then(() => {
      this.later();
      // Other files count now.
      if (left() !== before) return this.lookInto(root);
    });
  }

  private async applyConfig(root: string, text: string | undefined): Promise<void> {
    const { projects } = this.files;
    if (text === undefined) {
      this.configs.delete(root);
      projects.removeRoot(URI.parse(root));
    } else {
      await this.configs.set(root, text);
      projects.addRoot(URI.parse(root));
    }
    for (const uri of this.files.regroup()) this.behind.add(uri);
    this.forget();
    this.events.findings([configOf(root)]);
  }

  // Reading the workspace

  /**
   * Reads all files of these folders. `report` is told how far it is, between 0 and 1, and answers whether somebody still
   * waits: if not, the rest follows in the background.
   */
  async load(folders: readonly string[], report: (share: number) => boolean = () => true): Promise<void> {
    this.loading = true;
    this.disk.folders = folders;
    this.files.projects.setFolders(folders.map((folder) => URI.parse(folder)));
    const found = [...new Set((await Promise.all(folders.map((folder) => this.disk.find(folder)))).flat())];
    for (const uri of found) {
      const root = rootOfConfig(uri);
      const text = root === undefined || this.opened.has(uri) ? undefined : await this.host.read(uri);
      if (root !== undefined && text !== undefined && !this.opened.has(uri)) await this.applyConfig(root, text);
    }
    const sources = found.filter(
      (uri) => uri.endsWith('.salesflow') && !this.opened.has(uri) && !this.checks.isIgnored(uri),
    );
    const texts = new Map<string, string>();
    await Promise.all(
      sources.map(async (uri) => {
        const text = await this.host.read(uri);
        if (text !== undefined && !this.opened.has(uri)) texts.set(uri, text);
      }),
    );
    for (const [uri, text] of this.dirty) {
      if (text === undefined) {
        // Gone since it was read; known perhaps from before this reading.
        texts.delete(uri);
      } else {
        texts.set(uri, text);
        this.dirty.delete(uri);
      }
    }
    this.files.announce(texts);
    // What everything builds on and what is open comes first: its findings are waited for. The rest follows in slices.
    const first = [...texts]
      .filter(([uri, text]) => this.opened.has(uri) || !/^\s*process\b/m.test(text))
      .map(([uri]) => uri);
    first.sort((a, b) => Number(this.opened.has(a)) - Number(this.opened.has(b)));
    let since = performance.now();
    const later = new Set(texts.keys());
    for (const [index, uri] of first.entries()) {
      this.bringUp(uri);
      later.delete(uri);
      if (performance.now() - since > SLICE) {
        if (!report(index / first.length)) break;
        await pause();
        since = performance.now();
      }
    }
    for (const uri of later) this.behind.add(uri);
    this.loading = false;
    this.forget();
    this.events.findings(first.filter((uri) => this.opened.has(uri)));
    this.later();
    this.schedule();
  }

  /** Workspace folders came or went. */
  async changeFolders(folders: readonly string[]): Promise<void> {
    const gone = this.disk.folders.filter((folder) => !folders.includes(folder));
    for (const uri of this.files.uris()) {
      if (!this.opened.has(uri) && gone.some((folder) => uri.startsWith(`${folder}/`))) this.edit(uri, undefined);
    }
    this.flush();
    this.ready = this.load(folders);
    await this.ready;
  }

  // Keeping up

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    soon(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  /** Works in all edits that have arrived; files that merely refer to them follow later. */
  flush(): void {
    if (this.loading || this.dirty.size === 0) return;
    const texts = new Map(this.dirty);
    this.dirty.clear();
    const { affected } = this.files.update(texts, this.behind);
    this.stale = true;
    for (const uri of affected) this.behind.add(uri);
    const uris = [...texts.keys()];
    for (const uri of uris) this.behind.delete(uri);
    this.events.findings(uris);
    clearTimeout(this.tidying);
    this.tidying = setTimeout(() => this.host.tidy?.(), BREATH);
    // Pictures follow the typing where looking at the whole project takes no longer than a blink.
    for (const root of new Set(uris.map((uri) => this.rootOf(uri)))) if (this.isSmall(root)) this.tell(root);
    this.later();
  }

  /** What was found, and told of, no longer counts. */
  private forget(): void {
    this.checks.forget();
    this.told.clear();
  }

  /** Tells once that a project changed, after whatever changed it. */
  private tell(root: string): void {
    const model = this.files.model(root);
    if (this.told.get(root) === model) return;
    this.told.set(root, model);
    this.events.project(root);
  }

  private isSmall(root: string): boolean {
    let length = 0;
    for (const uri of this.files.uris()) {
      if (this.rootOf(uri) === root) length += this.files.textOf(uri)?.length ?? 0;
      if (length > SMALL) return false;
    }
    return true;
  }

  /** Brings everything up to date, before a question about the whole project is answered. */
  settle(): void {
    this.flush();
    for (const uri of this.behind) this.bringUp(uri);
  }

  /** Analyses one file anew; the files that this concerns in turn are behind then. */
  private bringUp(uri: string): void {
    this.behind.delete(uri);
    for (const other of this.files.analyse(uri)) this.behind.add(other);
  }

  /**
   * As {@link settle}, but gives way between files: edits are taken in meanwhile, and whoever asked may change their
   * mind.
   *
   * @param goOn called at each break with the share that is done, between 0 and 1; what it throws ends the work, which
   *   catches up later
   */
  async settled(goOn: (share: number) => void): Promise<void> {
    this.flush();
    let done = 0;
    const breathe = this.breaks(() => goOn(done / (done + this.behind.size)));
    for (const uri of this.behind) {
      this.bringUp(uri);
      done++;
      await breathe();
    }
  }

  /** A function to call between two pieces of long work: gives way when it has held the server for long enough. */
  breaks(goOn: () => void): () => Promise<void> {
    let since = performance.now();
    return async () => {
      if (performance.now() - since < SLICE) return;
      await pause();
      goOn();
      since = performance.now();
    };
  }

  private tidying: ReturnType<typeof setTimeout> | undefined;

  /** Whether nothing is left to be looked at: collecting garbage would hold it up. */
  private caughtUp = false;

  private later(): void {
    this.caughtUp = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.catchUp(), PAUSE);
  }

  /**
   * Links what is behind, lets go of what is not open, looks at every process, then at each project as a whole, and
   * publishes what has changed. Gives way between files, and stops as soon as something is typed: it is called again
   * after the next pause.
   */
  private async catchUp(): Promise<void> {
    if (this.loading) return;
    const edits = this.edits;
    let since = performance.now();
    const interrupted = async () => {
      if (performance.now() - since < SLICE) return false;
      await pause();
      since = performance.now();
      return edits !== this.edits || this.loading;
    };
    for (const uri of this.behind) {
      this.bringUp(uri);
      if (await interrupted()) return;
    }
    const uris = this.files.uris();
    for (const uri of uris) {
      this.files.shed(uri);
      if (await interrupted()) return;
    }
    if (this.stale) this.files.refreshOpen();
    this.stale = false;
    for (const uri of uris) {
      this.checks.warm(uri);
      if (await interrupted()) return;
    }
    for (const root of this.files.workspace.roots()) this.checks.project(root);
    for (const uri of uris) {
      this.events.findings([uri]);
      if (await interrupted()) return;
    }
    for (const root of this.files.workspace.roots()) this.tell(root);
    this.caughtUp = true;
    this.restLater();
  }

  /** Makes room once nothing has been asked or edited for a while. */
  restLater(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.caughtUp) return;
      if (this.opened.size > 0) this.files.prepare();
      this.checks.rest();
      this.host.idle?.(false);
      this.resting = setTimeout(() => this.host.idle?.(true), LONG_REST - REST);
    }, REST);
  }

  private resting: ReturnType<typeof setTimeout> | undefined;

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.tidying);
    clearTimeout(this.resting);
  }

  // Answers

  rootOf(uri: string): string {
    return this.files.projects.rootOf(URI.parse(uri));
  }

  model(root: string): ProjectModel {
    return this.files.model(root);
  }

  /** The model with every file of the project in it, for an answer about the whole: waits for nothing, may take long. */
  wholeModel(root: string): ProjectModel {
    this.settle();
    return this.files.model(root);
  }

  /** Every place in the project where the element is named, its declarations included; brings everything up to date. */
  occurrencesOf(root: string, id: ElementId): Occurrence[] {
    this.settle();
    return this.files.workspace
      .documentsOf(root)
      .flatMap(({ uri }) => this.files.occurrences(uri.toString())?.of(id) ?? []);
  }

  config(root: string): Config {
    return this.configs.of(root);
  }

  /** The findings of one file: of the language and the standards. */
  findings(uri: string): readonly Finding[] {
    return this.checks.findings(uri);
  }

  /** Everything found in a project. */
  findingsOf(root: string): Finding[] {
    this.settle();
    const found = this.checks.project(root);
    return this.files.workspace.documentsOf(root).flatMap((document) => {
      const uri = document.uri.toString();
      return this.checks.isIgnored(uri)
        ? []
        : [...this.files.workspace.languageFindings(document), ...(found.get(uri) ?? [])];
    });
  }

  /** Whether git left a conflict in the file. */
  hasConflict(uri: string): boolean {
    return conflictsIn(this.opened.get(uri)?.getText() ?? '').length > 0;
  }
}
