import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTarget, loadBackend } from '../crm/index.ts';
import type { Process, ProjectModel } from '../model/model.ts';
import { layoutDiff } from '../overlay/diff.ts';
import { familyOf } from '../overlay/family.ts';
import type { HtmlOptions } from '../overlay/html.ts';
import { layoutOverlay, type OverlayOptions } from '../overlay/layout/overlay.ts';
import { renderMarkdown } from '../overlay/markdown.ts';
import { buildScene } from '../overlay/scene/build.ts';
import { renderSvg } from '../overlay/svg.ts';
import type { FileTheme } from '../overlay/theme.ts';
import { diffProjects } from '../report/diff/diff.ts';
import { pictureMarks } from '../report/diff/marks.ts';
import { systemReason, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import type { LoadedProject } from './loadProject.ts';

/** What `render` can draw. */
export const pictureFormats = ['svg', 'png', 'html', 'md'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** A drawn process. */
export interface Picture {
  /** File name made from the process's name. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Characters that no font had. */
  readonly missing: readonly string[];
}

export interface PainterOptions {
  readonly format: PictureFormat;
  readonly theme: FileTheme;
  /** Pixels per CSS pixel. */
  readonly scale: number;
  /** Further font files. */
  readonly fonts: readonly string[];
}

/** Draws processes; fonts and the renderer are loaded once, and only for a PNG. */
export class Painter {
  private readonly io: Io;
  private readonly options: PainterOptions;

  constructor(io: Io, options: PainterOptions) {
    this.io = io;
    this.options = options;
  }

  /** @param before the project's earlier state, whose differences are marked */
  async paint(project: LoadedProject, process: Process, before?: ProjectModel): Promise<Picture> {
    const { format, theme } = this.options;
    const enforcement = await enforcementOf(project, process);
    const { model, findings } = project;
    const layout = before
      ? layoutDiff(before, model, process.id, findings, pictureMarks(diffProjects(before, model)), { enforcement })
      : layoutOverlay(model, process.id, findings, { enforcement });
    const name = `${process.name.replace(/[^\p{L}\p{N}_-]/gu, '_') || 'process'}.${format}`;
    if (format === 'md') return { name, content: renderMarkdown(layout), missing: [] };
    if (format === 'html') {
      const { renderHtml } = await import('../overlay/html.ts');
      const family = before ? {} : { family: await familyScenes(project, process) };
      return { name, content: await renderHtml(layout, { theme, ...family }), missing: [] };
    }
    const svg = renderSvg(layout, { theme });
    if (format === 'svg') return { name, content: svg, missing: [] };
    const { bytes, missing } = await this.png(svg);
    return { name, content: bytes, missing };
  }

  private async png(svg: string): Promise<{ bytes: Uint8Array; missing: readonly string[] }> {
    const { renderPng } = await import('../overlay/png.ts');
    const { loadPngResources } = await import('../overlay/png-node.ts');
    const assets = assetFolder();
    const fonts = this.options.fonts.map((file) => path.resolve(this.io.cwd, file));
    const resources = await loadPngResources({ ...(assets ? { assets } : {}), fonts }).catch((error: unknown) => {
      throw new UsageError(`Cannot read a font: ${systemReason(error)}. Check --font.`);
    });
    return renderPng(svg, this.options.scale, resources);
  }
}

/** The built program has its renderer and fonts beside it; one that runs from source takes those of the build. */
function assetFolder(): string | undefined {
  const folders = ['assets', '../../dist/assets'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  return folders.find((folder) => existsSync(folder));
}

async function familyScenes(project: LoadedProject, process: Process): Promise<NonNullable<HtmlOptions['family']>> {
  const { model, findings } = project;
  return Promise.all(
    familyOf(process, model).map(async (each) => {
      const scene = buildScene(model, each.id, findings, { enforcement: await enforcementOf(project, each) });
      return each.variantOf === undefined ? { scene } : { variantOf: each.variantOf.text, scene };
    }),
  );
}

async function enforcementOf(
  { model, config }: LoadedProject,
  process: Process,
): Promise<NonNullable<OverlayOptions['enforcement']>> {
  const targets = config.targets.filter(isTarget);
  return Promise.all(
    targets.map(async (target) => {
      const backend = await loadBackend(target);
      return { target: backend.title, entries: backend.generate(model, { process: process.name }).enforcement };
    }),
  );
}
