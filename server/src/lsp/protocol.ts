import type { TargetId } from '../crm/backend.ts';
import type { Severity, Standard } from '../model/finding.ts';
import type { Position } from '../model/source.ts';
import type { Patch } from '../overlay/patch.ts';
import type { Picture } from '../overlay/picture.ts';

export type { Picture, PictureBox, PictureFinding, PictureTable } from '../overlay/picture.ts';
export type { Layer, Piece } from '../overlay/pieces.ts';

/**
 * What the editor and the language server say to each other beyond the Language Server Protocol.
 *
 * Everything here is plain JSON. An editor that knows none of it loses the preview and the tree, nothing else.
 */
export interface SalesflowRequests {
  /** The overlay of one process, ready to show. */
  'salesflow/preview': { params: PreviewParams; result: PreviewResult | null };
  /** The edit of one fix of a finding shown in the preview; `null` when the text has changed too much since. */
  'salesflow/fix': { params: FixParams; result: PlainWorkspaceEdit | null };
  /** The overlay as a file. */
  'salesflow/export': { params: ExportParams; result: ExportResult };
  /** A picture of a piece of text that belongs to no file, such as a fenced block in Markdown. */
  'salesflow/picture': { params: PictureParams; result: PictureResult };
  /** Journey → stuck points → steps of the project a file belongs to. */
  'salesflow/tree': { params: FileParams; result: readonly TreeNode[] };
  /** Findings by standard in the project a file belongs to. */
  'salesflow/status': { params: Partial<FileParams>; result: StatusResult };
  /** What each step of a process should become, and the edits that do it. */
  'salesflow/streamline': { params: StreamlineParams; result: StreamlineResult };
  /** What changed in meaning between two states of a project, in words and as one picture. */
  'salesflow/compare': { params: CompareParams; result: CompareResult };
  /** CRM configuration of the project a file belongs to. */
  'salesflow/generate': { params: GenerateParams; result: GenerateResult };
  /** A draft `.salesflow` text made of exported CRM configuration. */
  'salesflow/import': { params: ImportParams; result: ImportResult };
}

export type SalesflowMethod = keyof SalesflowRequests;
export type RequestParams<M extends SalesflowMethod> = SalesflowRequests[M]['params'];
export type RequestResult<M extends SalesflowMethod> = SalesflowRequests[M]['result'];

/** Server → editor, without an answer. */
export interface SalesflowNotifications {
  /** The model or the findings of a project changed: pictures, tree and counts of it should be asked for again. */
  'salesflow/changed': ChangedParams;
}

/** Server → editor, with an answer: the server reads no files of the extension itself, so it works in a worker too. */
export interface SalesflowClientRequests {
  /** Bytes of a file shipped below `dist/assets` of the extension, such as `resvg.wasm`, in Base64. */
  'salesflow/asset': { params: { readonly name: string }; result: string };
  /** Files matching a glob below a folder of the workspace, as URIs: how a worker finds the files of a project. */
  'salesflow/findFiles': { params: { readonly root: string; readonly pattern: string }; result: readonly string[] };
  /** The text of a file that is not open; `null` where it cannot be read. */
  'salesflow/readFile': { params: { readonly uri: string }; result: string | null };
}

/** Sent with `initialize`. */
export interface InitializationOptions {
  /** The editor answers {@link SalesflowClientRequests}. */
  readonly clientFiles: boolean;
  /**
   * `pull`: the editor asks for diagnostics, and none are published. Default `push`, where the editor takes published
   * ones: they arrive as soon as a file is analysed, for files that are not open too.
   */
  readonly diagnostics?: 'push' | 'pull';
  /**
   * The editor knows what this file adds to the protocol: it carries out {@link ClientCommands} and takes
   * {@link SalesflowNotifications}. Without it, code lenses only tell, and nothing is sent that some editors warn about.
   */
  readonly extensions?: boolean;
  /**
   * The server is to be told of every file and folder that comes or goes, since of a folder that something else removed or
   * moved the editor tells alone, and not of the files in it (as VS Code does). Without it, of our files only.
   */
  readonly folderEvents?: boolean;
}

/** Arguments of commands in code lenses and code actions that the editor carries out. */
export interface ClientCommands {
  /** Opens the preview of a process to the side. */
  'salesflow.openPreviewToSide': readonly [target?: { readonly uri: string; readonly process?: string }];
  /** Shows the places in a peek view. */
  'salesflow.showReferences': readonly [uri: string, position: Position, places: readonly Place[]];
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in a file. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

export interface PlainWorkspaceEdit {
  readonly changes: Readonly<Record<string, readonly { readonly range: Range; readonly newText: string }[]>>;
}

export interface FileParams {
  /** Any file of the project. */
  readonly uri: string;
}

export interface ChangedParams {
  /** URI of the project's root folder. */
  readonly root: string;
}

/** `editor` uses VS Code's colour variables; the others are resolved palettes. */
export type PictureTheme = 'editor' | 'light' | 'dark' | 'hc-light' | 'hc-dark';

export interface PreviewParams extends FileParams {
  /** Name of the process or variant; without it the first of the file, else the first that uses the file's journey. */
  readonly process?: string;
  /** Lane ids to leave out. */
  readonly collapsed?: readonly string[];
  /** {@link PreviewResult.version} of the picture that is at hand: only what changed since need be told. */
  readonly have?: number;
}

export interface PreviewResult {
  /** URI of the project's root folder, as in {@link ChangedParams}. */
  readonly root: string;
  /** Tells pictures apart, also over a restart of the server. */
  readonly version: number;
  /** The picture, or what leads to it from the version that was said to be at hand. */
  readonly drawn: { readonly picture: Picture } | { readonly patch: Patch };
  readonly places: PreviewPlaces;
}

/** Where what the picture shows was written; with every edit most of these move, so they are told briefly. */
export interface PreviewPlaces {
  /** URIs that the other places name by their position. */
  readonly files: readonly string[];
  /**
   * In the order of {@link Picture.boxes}: the whole declaration, where the cursor marks the box, and its name, where
   * a click goes. `null` where it is nowhere in the source.
   */
  readonly boxes: readonly (readonly [source: BriefPlace, name: BriefPlace] | null)[];
  /** In the order of {@link Picture.findings}. */
  readonly findings: readonly (BriefPlace | null)[];
}

/** Position of the URI in {@link PreviewPlaces.files}, then the {@link Range}. */
export type BriefPlace = readonly [
  file: number,
  startLine: number,
  startCharacter: number,
  endLine: number,
  endCharacter: number,
];

export interface FixParams {
  readonly rule: string;
  readonly at: Place;
  /** Title of the fix, as in the picture's findings. */
  readonly title: string;
}

export interface ExportParams extends FileParams {
  readonly process?: string;
  readonly format: 'svg' | 'png' | 'html' | 'md';
  readonly theme: Exclude<PictureTheme, 'editor'>;
  /** Pixels per CSS pixel of a PNG, 1 to 4. */
  readonly scale?: number;
}

export interface ExportResult {
  /** Suggested name, such as `NewBusiness.svg`. */
  readonly name: string;
  readonly encoding: 'utf8' | 'base64';
  readonly content: string;
  /** Said to the user, such as glyphs that the font lacks. */
  readonly warnings: readonly string[];
}

export interface PictureParams {
  readonly text: string;
  readonly theme: Exclude<PictureTheme, 'editor'>;
}

export interface PictureResult {
  /** Empty where the text declares neither journey nor process. */
  readonly svg: string;
  /** What the picture shows, in one sentence. */
  readonly summary: string;
}

export interface TreeNode {
  readonly kind: 'process' | 'journey' | 'stage' | 'stuck' | 'step' | 'outcome' | 'group';
  readonly label: string;
  readonly description: string;
  /** Where a click goes; absent for a group. */
  readonly at?: Place;
  readonly severity?: Severity;
  /** Findings on it and below it. */
  readonly findings: number;
  /** A stuck point that nothing helps. */
  readonly gap?: boolean;
  readonly children: readonly TreeNode[];
}

export interface StatusResult {
  /** `null` where the file belongs to no project. */
  readonly root: string | null;
  readonly files: number;
  readonly byStandard: Readonly<Partial<Record<Standard, number>>>;
  readonly bySeverity: Readonly<Partial<Record<Severity, number>>>;
  /** Stuck points that nothing helps. */
  readonly gaps: number;
}

export interface StreamlineParams extends FileParams {
  readonly process?: string;
  /** Ids of proposals to carry out together; without it only what could be done is told. */
  readonly accepted?: readonly string[];
}

export interface StreamlineResult {
  readonly process: string;
  readonly proposals: readonly StreamlineProposal[];
  /** The overlay as it is and as it would be, as SVG; `after` has every proposal, or those accepted, carried out. */
  readonly before: string;
  readonly after: string;
  /** What only a person can add, in the order in which to add it, one sentence each. */
  readonly missing: readonly string[];
  /** Carries out the accepted proposals together: what is folded into a step that goes arrives where that goes. */
  readonly edit?: PlainWorkspaceEdit;
}

export interface StreamlineProposal {
  readonly id: string;
  readonly step: string;
  readonly title: string;
  readonly verdict: string;
  /** Why: the standard that says so. */
  readonly reason: string;
  readonly at: Place;
  /** Absent where the step stays. */
  readonly edit?: PlainWorkspaceEdit;
}

export interface CompareParams extends FileParams {
  readonly process?: string;
  readonly theme: PictureTheme;
  /** The other state: every file of the project as it was. */
  readonly before: readonly { readonly uri: string; readonly text: string }[];
  /** What the other state is called, such as `main` or `2026-01.salesflow`. */
  readonly label: string;
}

export interface CompareResult {
  readonly title: string;
  readonly svg: string;
  readonly table: string;
  /** Sentences a sales leader reads, in Markdown. */
  readonly changes: readonly { readonly text: string; readonly at?: Place }[];
}

export interface GenerateParams extends FileParams {
  readonly target: TargetId;
  readonly process?: string;
}

export interface GenerateResult {
  /** `executable`: a script, to be written with the executable bit where there is one. */
  readonly files: readonly { readonly path: string; readonly content: string; readonly executable?: boolean }[];
  readonly summary: string;
}

export interface ImportParams {
  readonly target: 'salesforce' | 'hubspot' | 'pipedrive' | 'csv';
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

export interface ImportResult {
  readonly text: string;
  /** What could not be carried over, one sentence each. */
  readonly notes: readonly string[];
}
