/**
 * Path of a file relative to a folder, with `/`, decoded for people; `../` where it lies outside.
 * Both are URIs; where they share nothing, the file's own path is given.
 */
export function relativePath(root: string, uri: string): string {
  const from = segmentsOf(root);
  const to = segmentsOf(uri);
  if (!from || !to || schemeOf(root) !== schemeOf(uri)) return decode(uri);
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.length - shared;
  return [...Array<string>(up).fill('..'), ...to.slice(shared)].join('/');
}

/** A relative path as a URI reference: percent-encoded, a first segment with a colon kept from reading as a scheme. */
export function uriReference(path: string): string {
  const encoded = path.split('/').map(encodeSegment).join('/');
  return /^[^/]*:/.test(encoded) ? `./${encoded}` : encoded;
}

/** RFC 3986 `pchar` without the sub-delimiters that confuse readers of commands and Markdown. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function schemeOf(uri: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase() ?? '';
}

function segmentsOf(uri: string): string[] | undefined {
  const match = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?(\/.*)$/i.exec(uri);
  if (!match) return undefined;
  return match[1]!
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
