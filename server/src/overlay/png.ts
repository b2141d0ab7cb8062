import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { readFont } from './text/truetype.ts';

/** What rendering needs and files or an editor have to bring. */
export interface PngResources {
  /** `index_bg.wasm` of @resvg/resvg-wasm. */
  readonly wasm: Uint8Array;
  /** Fonts as TrueType or OpenType files; the first ones are preferred. Without one, text would vanish silently. */
  readonly fonts: readonly Uint8Array[];
}

export interface Png {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Characters that none of the fonts has, in order of first use. */
  readonly missing: readonly string[];
}

let started: Promise<void> | undefined;

/** Renders a picture at 1 to 4 pixels per CSS pixel: the same bytes in Node and in browsers. */
export async function renderPng(svg: string, scale: number, resources: PngResources): Promise<Png> {
  if (!(scale >= 1 && scale <= 4)) throw new RangeError('The scale must lie between 1 and 4.');
  if (resources.fonts.length === 0) throw new RangeError('Rendering a PNG needs a font.');
  started ??= initWasm(new Uint8Array(resources.wasm).buffer);
  try {
    await started;
  } catch (error) {
    started = undefined;
    throw error;
  }
  const missing = missingCharacters(svg, resources.fonts);
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers: [...resources.fonts], defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  try {
    const image = resvg.render();
    try {
      return { bytes: image.asPng(), width: image.width, height: image.height, missing };
    } finally {
      image.free();
    }
  } finally {
    resvg.free();
  }
}

/** Characters of the picture's texts that none of the fonts has; invisible ones need no glyph. */
export function missingCharacters(svg: string, fonts: readonly Uint8Array[]): readonly string[] {
  const tables = fonts.map(readFont);
  const missing = new Set<string>();
  for (const [, text = ''] of svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)) {
    for (const character of decode(text)) {
      if (/[\p{Cf}\p{Z}\p{Mn}\p{Variation_Selector}]/u.test(character)) continue;
      const codePoint = character.codePointAt(0) as number;
      if (!tables.some((table) => table.has(codePoint))) missing.add(character);
    }
  }
  return [...missing];
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
