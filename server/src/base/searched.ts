import { type PathPatterns, pathPatterns } from './pathPatterns.ts';

/** What a `.gitignore` says of everything below its folder. */
export interface GitIgnore {
  /** Path with slashes, without one at the end unless it is the root. */
  readonly folder: string;
  readonly patterns: PathPatterns;
}

/** Reads the text of a `.gitignore`. */
export function gitIgnore(folder: string, text: string): GitIgnore {
  return { folder, patterns: pathPatterns(text.split(/\r?\n/)) };
}

/**
 * Whether git leaves out a file or folder below the folders of these `.gitignore` files, which stand from the outermost to the
 * nearest: as in git, the last matching pattern of the nearest file decides. What is in a folder that git leaves out is
 * not asked about.
 */
export function isGitIgnored(path: string, isFolder: boolean, said: readonly GitIgnore[]): boolean {
  for (const { folder, patterns } of said.toReversed()) {
    const relative = path.slice(folder.endsWith('/') ? folder.length : folder.length + 1);
    const result = patterns.test(isFolder ? `${relative}/` : relative);
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

/**
 * Which of the patterns above a folder count below it, when it was named: none where they leave out the folder itself,
 * since whoever names it wants to see what is in it.
 */
export function countingBelow(folder: string, above: readonly GitIgnore[]): readonly GitIgnore[] {
  return isGitIgnored(folder, true, above) ? [] : above;
}

/** Whether sources are looked for in a folder of that name. */
export function isSearched(folderName: string): boolean {
  return folderName !== 'node_modules' && !folderName.startsWith('.');
}
