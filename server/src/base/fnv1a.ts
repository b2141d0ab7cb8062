/** FNV-1a with 32 bits over the UTF-16 code units: a number from 0 that is short, and different for most texts. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
