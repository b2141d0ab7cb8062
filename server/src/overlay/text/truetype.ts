/**
 * The little of an OpenType file that measuring needs: which characters it has (`cmap`) and how wide they are
 * (`hmtx`). Facts: the OpenType specification, tables `cmap` (formats 4 and 12), `head`, `hhea`, `hmtx`.
 */
export interface FontTables {
  readonly unitsPerEm: number;
  /** Whether the font has a glyph for that code point. */
  has(codePoint: number): boolean;
  /** Advance width in font units, or `undefined` where the font has no glyph. */
  advance(codePoint: number): number | undefined;
}

/** Reads a TrueType or OpenType font; throws a `RangeError` with the reason where the bytes are not one. */
export function readFont(bytes: Uint8Array): FontTables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tableDirectory(view);
  const head = locate(tables, 'head');
  const hhea = locate(tables, 'hhea');
  const hmtx = locate(tables, 'hmtx');
  const unitsPerEm = view.getUint16(head + 18);
  const metrics = view.getUint16(hhea + 34);
  const glyphOf = readCharacterMap(view, locate(tables, 'cmap'));
  return {
    unitsPerEm,
    has: (codePoint) => glyphOf(codePoint) !== 0,
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      return glyph === 0 ? undefined : view.getUint16(hmtx + 4 * Math.min(glyph, metrics - 1));
    },
  };
}

function tableDirectory(view: DataView): Map<string, number> {
  if (view.byteLength < 12) throw new RangeError('The file is too short to be a font.');
  const signature = view.getUint32(0);
  const isFont = signature === 0x00010000 || signature === 0x4f54544f || signature === 0x74727565;
  if (!isFont) throw new RangeError('The file is not a TrueType or OpenType font (.ttf or .otf).');
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const record = 12 + 16 * i;
    const tag = String.fromCharCode(
      view.getUint8(record),
      view.getUint8(record + 1),
      view.getUint8(record + 2),
      view.getUint8(record + 3),
    );
    tables.set(tag, view.getUint32(record + 8));
  }
  return tables;
}

function locate(tables: ReadonlyMap<string, number>, tag: string): number {
  const offset = tables.get(tag);
  if (offset === undefined) throw new RangeError(`The font has no table “${tag}”.`);
  return offset;
}

function readCharacterMap(view: DataView, cmap: number): (codePoint: number) => number {
  let basic: number | undefined;
  let full: number | undefined;
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const offset = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    const format = view.getUint16(offset);
    if (format === 12) full = offset;
    if (format === 4) basic = offset;
  }
  if (full !== undefined) return segmentedCoverage(view, full);
  if (basic !== undefined) return segmentMapping(view, basic);
  throw new RangeError('The font has no Unicode character map.');
}

/** Format 12: groups of (first, last, glyph of the first). */
function segmentedCoverage(view: DataView, table: number): (codePoint: number) => number {
  const groups = view.getUint32(table + 12);
  return (codePoint) => {
    let low = 0;
    let high = groups - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const group = table + 16 + 12 * middle;
      const first = view.getUint32(group);
      if (codePoint < first) high = middle - 1;
      else if (codePoint > view.getUint32(group + 4)) low = middle + 1;
      else return view.getUint32(group + 8) + codePoint - first;
    }
    return 0;
  };
}

/** Format 4: parallel arrays of segment ends, starts, deltas and offsets into a glyph array. */
function segmentMapping(view: DataView, table: number): (codePoint: number) => number {
  const doubled = view.getUint16(table + 6);
  const ends = table + 14;
  const starts = ends + doubled + 2;
  const deltas = starts + doubled;
  const offsets = deltas + doubled;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let i = 0; i < doubled; i += 2) {
      if (codePoint > view.getUint16(ends + i)) continue;
      const start = view.getUint16(starts + i);
      if (codePoint < start) return 0;
      const delta = view.getUint16(deltas + i);
      const offset = view.getUint16(offsets + i);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = view.getUint16(offsets + i + offset + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
