/** The page around the picture. The picture's own style sheet comes with the picture. */
export const PAGE_STYLES = `
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; background: var(--vscode-editor-background); color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size, 13px); }
#app { height: 100%; display: flex; flex-direction: column; }
.toolbar { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 6px 10px; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
.toolbar .zoom { margin-left: auto; display: inline-flex; gap: 4px; }
.processes { display: inline-flex; gap: 2px; }
button, select, input { font: inherit; color: inherit; }
.toolbar button, .toolbar select, .toolbar .search { min-height: 24px; padding: 1px 8px; border-radius: 4px; border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, #80808080)); background: var(--vscode-dropdown-background, transparent); color: var(--vscode-dropdown-foreground, inherit); }
.toolbar .search { width: 12em; background: var(--vscode-input-background); color: var(--vscode-input-foreground); }
.toolbar .process[aria-pressed="true"] { border-color: var(--vscode-focusBorder); font-weight: 600; }
.toolbar label { display: inline-flex; align-items: center; gap: 4px; }
.lanes { position: relative; }
.lanes summary { cursor: pointer; padding: 2px 6px; }
.lanes > div { position: absolute; z-index: 3; display: grid; gap: 4px; padding: 8px 12px; white-space: nowrap; background: var(--vscode-editorWidget-background); color: var(--vscode-editorWidget-foreground, inherit); border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, #80808080)); border-radius: 4px; }
.counts { margin: 0; padding: 3px 10px; font-size: 0.92em; color: var(--vscode-descriptionForeground); }
.counts:empty { display: none; }
.banner { margin: 0; padding: 5px 10px; background: var(--vscode-inputValidation-warningBackground); color: var(--vscode-inputValidation-warningForeground, var(--vscode-editor-foreground)); border-bottom: 1px solid var(--vscode-inputValidation-warningBorder, transparent); }
.area { flex: 1; min-height: 0; overflow: auto; cursor: grab; contain: strict; }
.area.is-panning { cursor: grabbing; user-select: none; }
.area > svg { display: block; }
[data-stale="true"] .area { outline: 2px dashed var(--vscode-inputValidation-warningBorder, var(--vscode-editorWarning-foreground)); outline-offset: -2px; }
.area g.box { cursor: pointer; }
.area g.box:focus { outline: none; }
.area g.box:focus-visible > :first-child, .area g.box:focus > :first-child { stroke: var(--vscode-focusBorder); stroke-width: 3; stroke-dasharray: none; }
.area g.box.is-current > :first-child { stroke: var(--vscode-charts-orange, var(--vscode-focusBorder)); stroke-width: 3; }
.area g.box.is-dim { opacity: 0.18; }
body:is(.vscode-high-contrast, .vscode-high-contrast-light) .area g.box.is-dim, body:is(.vscode-high-contrast, .vscode-high-contrast-light) .area .salesflow .is-dim + .on-box { opacity: 0.6; }
.area .sticky-copy { visibility: hidden; pointer-events: none; }
.area .sticky-copy.is-held { visibility: visible; }
.card-detail { position: fixed; z-index: 2; box-sizing: border-box; width: min(420px, calc(100vw - 24px)); max-height: min(360px, 60vh); overflow: auto; padding: 10px 12px; border-radius: 6px; background: var(--vscode-editorHoverWidget-background); color: var(--vscode-editorHoverWidget-foreground, var(--vscode-editor-foreground)); border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, #80808080)); box-shadow: 0 2px 10px var(--vscode-widget-shadow, transparent); }
.card-detail h2 { margin: 0 0 6px; font-size: 1.08em; }
.card-detail dl { margin: 0 0 8px; display: grid; grid-template-columns: max-content 1fr; gap: 2px 10px; }
.card-detail dt { grid-column: 1; opacity: 0.85; }
.card-detail dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
.card-open, .link { border: 0; padding: 0; background: none; color: var(--vscode-textLink-foreground); cursor: pointer; text-align: start; font-weight: inherit; }
.card-open:hover, .link:hover { text-decoration: underline; }
.finding { border-inline-start: 3px solid var(--vscode-editorInfo-foreground); padding-inline-start: 8px; margin: 8px 0; }
.finding.severity-error { border-color: var(--vscode-editorError-foreground); }
.finding.severity-warning { border-color: var(--vscode-editorWarning-foreground); }
.finding p { margin: 0 0 4px; }
.finding-actions { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
.card-fix { border: 1px solid var(--vscode-button-border, transparent); border-radius: 4px; padding: 2px 10px; background: var(--vscode-button-background); color: var(--vscode-button-foreground); cursor: pointer; }
.card-fix:hover { background: var(--vscode-button-hoverBackground); }
:is(button, select, input, summary):focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
.for-screen-readers { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; contain: layout paint; }
.pictures { height: 100%; overflow: auto; padding: 12px 16px; }
.pictures h1 { font-size: 1.3em; margin: 0 0 8px; }
.pictures h2 { font-size: 1.1em; margin: 16px 0 6px; }
.pictures .frame { overflow: auto; border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, #80808080)); border-radius: 6px; }
.pictures .frame svg { display: block; max-width: 100%; height: auto; }
.changes { margin: 0 0 12px; padding-inline-start: 20px; line-height: 1.6; }
@media (prefers-reduced-motion: no-preference) { .area g.box { transition: opacity 120ms; } }
body.vscode-reduce-motion .area g.box { transition: none; }
`;
