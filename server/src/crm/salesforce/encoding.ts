/**
 * Percent-encoding of names as the Metadata API writes business processes, record types and their values, in XML and in
 * file names: letters, digits, space, `-` and `_` stay, everything else becomes its UTF-8 bytes. Value sets, paths and
 * formulas hold the raw names.
 */
export function encodeName(name: string): string {
  let out = '';
  for (const character of name.replace(/\p{Surrogate}/gu, '\ufffd')) {
    out += /[A-Za-z0-9 _-]/.test(character) ? character : encodeCharacter(character);
  }
  return out;
}

function encodeCharacter(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** The raw name; a text that is not well encoded is returned as it is. */
export function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
