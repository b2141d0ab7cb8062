import ignore from 'ignore';

/** What patterns in the manner of `.gitignore` say of paths. */
export interface PathPatterns {
  /**
   * Whether the patterns name a path, or the last that fits takes it out again.
   *
   * @param path with slashes, relative to the folder of the patterns; with one at the end for a folder. A path outside of
   *   it is not named.
   */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean };
}

/** Reads patterns; one that is none names nothing, as in git. */
export function pathPatterns(patterns: readonly string[]): PathPatterns {
  const all = ignore().add([...patterns]);
  const matcher = canMatch(all) ? all : ignore().add(patterns.filter(isPathPattern));
  return {
    test: (path) => (ignore.isPathValid(path) ? matcher.test(path) : { ignored: false, unignored: false }),
  };
}

/** Whether it is a pattern: brackets in it may be left open. */
export function isPathPattern(pattern: string): boolean {
  return canMatch(ignore().add(pattern));
}

/** The library makes an expression of each pattern when it is first asked, and throws where that is none. */
function canMatch(matcher: { test(path: string): unknown }): boolean {
  try {
    matcher.test('a');
    return true;
  } catch {
    return false;
  }
}
