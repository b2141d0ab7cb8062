import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PngResources } from './png.ts';

export interface PngResourceOptions {
  /** Folder with the shipped files (see {@link shippedFiles}); in a checkout they are taken from their packages. */
  readonly assets?: string;
  /** Further font files, for scripts the shipped font does not have. */
  readonly fonts?: readonly string[];
}

/** What a release carries in its folder of assets, by the package file each is a copy of. */
export const shippedFiles = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'Inter-Regular.ttf': '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  'Inter-SemiBold.ttf': '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  'Inter-LICENSE.txt': '@expo-google-fonts/inter/LICENSE_FONT',
} as const;

/**
 * Reads the renderer and the fonts from disk.
 *
 * @throws Error with the path where a file cannot be read.
 */
export async function loadPngResources({ assets, fonts = [] }: PngResourceOptions = {}): Promise<PngResources> {
  const shipped = (name: keyof typeof shippedFiles): Promise<Uint8Array> =>
    readFile(
      assets === undefined
        ? createRequire(path.resolve('package.json')).resolve(shippedFiles[name])
        : path.join(assets, name),
    );
  const [wasm, regular, semibold, ...own] = await Promise.all([
    shipped('resvg.wasm'),
    shipped('Inter-Regular.ttf'),
    shipped('Inter-SemiBold.ttf'),
    ...fonts.map((file) => readFile(file)),
  ]);
  return { wasm, fonts: [regular, semibold, ...own] };
}
