/** The palettes of the picture. `editor` takes VS Code's own colours where it has them. */
export const themes = ['light', 'dark', 'hc-light', 'hc-dark'] as const;

/** A palette with colours of its own, for files. */
export type FileTheme = (typeof themes)[number];
export type PictureTheme = FileTheme | 'editor';

export interface Palette {
  /** Behind everything, and behind the lanes of each side. */
  readonly page: string;
  readonly buyer: string;
  readonly seller: string;
  readonly backstage: string;
  readonly crm: string;
  readonly card: string;
  /** A card that wants attention. */
  readonly openCard: string;
  /** A stage of the journey, and the text on it. */
  readonly stage: string;
  readonly onStage: string;
  readonly ink: string;
  readonly muted: string;
  /** Borders of cards. */
  readonly edge: string;
  /** Thin lines that only order. */
  readonly rule: string;
  readonly accent: string;
  /** On accent, muted, error, warning and info. */
  readonly reverse: string;
  readonly open: string;
  readonly pass: string;
  readonly error: string;
  readonly warning: string;
  readonly info: string;
  readonly added: string;
  readonly removed: string;
  readonly moved: string;
  readonly changed: string;
}

export type Colour = keyof Palette;

export const palettes: Readonly<Record<FileTheme, Palette>> = {
  light: {
    page: '#ffffff',
    buyer: '#faf6ee',
    seller: '#ffffff',
    backstage: '#f4f6f8',
    crm: '#eaeef3',
    card: '#ffffff',
    openCard: '#fff3ea',
    stage: '#24506e',
    onStage: '#ffffff',
    ink: '#1b2630',
    muted: '#55616c',
    edge: '#79858f',
    rule: '#d5dbe1',
    accent: '#1f5f8b',
    reverse: '#ffffff',
    open: '#a33a05',
    pass: '#176642',
    error: '#b3261e',
    warning: '#835400',
    info: '#2a5ba3',
    added: '#176642',
    removed: '#b3261e',
    moved: '#6a3d9e',
    changed: '#835400',
  },
  dark: {
    page: '#12171c',
    buyer: '#1d1c19',
    seller: '#12171c',
    backstage: '#171d24',
    crm: '#1c242d',
    card: '#1a2129',
    openCard: '#33211a',
    stage: '#2b5878',
    onStage: '#ffffff',
    ink: '#e8edf2',
    muted: '#a7b2bd',
    edge: '#6d7986',
    rule: '#333d47',
    accent: '#7dbdec',
    reverse: '#10161b',
    open: '#ffa36b',
    pass: '#6fcf9b',
    error: '#ff938a',
    warning: '#f0be52',
    info: '#9cc1ff',
    added: '#6fcf9b',
    removed: '#ff938a',
    moved: '#cbabff',
    changed: '#f0be52',
  },
  'hc-light': {
    page: '#ffffff',
    buyer: '#ffffff',
    seller: '#ffffff',
    backstage: '#ffffff',
    crm: '#ffffff',
    card: '#ffffff',
    openCard: '#ffffff',
    stage: '#ffffff',
    onStage: '#000000',
    ink: '#000000',
    muted: '#292929',
    edge: '#000000',
    rule: '#292929',
    accent: '#0f4a85',
    reverse: '#ffffff',
    open: '#7a2600',
    pass: '#0b4a2c',
    error: '#8c0e0e',
    warning: '#5c3a00',
    info: '#0f4a85',
    added: '#0b4a2c',
    removed: '#8c0e0e',
    moved: '#4b1f80',
    changed: '#5c3a00',
  },
  'hc-dark': {
    page: '#000000',
    buyer: '#000000',
    seller: '#000000',
    backstage: '#000000',
    crm: '#000000',
    card: '#000000',
    openCard: '#000000',
    stage: '#000000',
    onStage: '#ffffff',
    ink: '#ffffff',
    muted: '#e0e0e0',
    edge: '#ffffff',
    rule: '#e0e0e0',
    accent: '#7cd0ff',
    reverse: '#000000',
    open: '#ffb185',
    pass: '#8df0b8',
    error: '#ffa8a2',
    warning: '#ffd37a',
    info: '#b3d4ff',
    added: '#8df0b8',
    removed: '#ffa8a2',
    moved: '#dcc6ff',
    changed: '#ffd37a',
  },
};

/**
 * Where the editor theme's colours come from: VS Code's variables for surfaces and text. Signs keep our colours, by
 * the kind of theme, because their contrast is checked.
 */
export const editorVariables: Readonly<Partial<Record<Colour, string>>> = {
  page: '--vscode-editor-background',
  seller: '--vscode-editor-background',
  ink: '--vscode-editor-foreground',
};
