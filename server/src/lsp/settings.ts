/** What the user sets in the editor, section `salesflow`. */
export interface EditorSettings {
  readonly codeLens: { readonly scorecard: boolean; readonly helpedBy: boolean; readonly preview: boolean };
  readonly inlayHints: {
    readonly stepNumbers: boolean;
    readonly inheritedOwner: boolean;
    readonly inheritedCriteria: boolean;
    readonly crmNames: boolean;
  };
}

export const defaultSettings: EditorSettings = {
  codeLens: { scorecard: true, helpedBy: true, preview: true },
  inlayHints: { stepNumbers: true, inheritedOwner: true, inheritedCriteria: true, crmNames: false },
};

/** Reads what an editor sent, leaving out what makes no sense. */
export function readSettings(sent: unknown): EditorSettings {
  const group = <Group extends Record<string, boolean>>(name: string, defaults: Group): Group => {
    const given = isRecord(sent) ? sent[name] : undefined;
    if (!isRecord(given)) return defaults;
    return Object.fromEntries(
      Object.entries(defaults).map(([key, value]) => [key, typeof given[key] === 'boolean' ? given[key] : value]),
    ) as Group;
  };
  return {
    codeLens: group('codeLens', { ...defaultSettings.codeLens }),
    inlayHints: group('inlayHints', { ...defaultSettings.inlayHints }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
