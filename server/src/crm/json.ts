/** Reading JSON whose shape is not known: every access answers `undefined` where the value is not of that kind. */

/** A JSON object. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The parsed text (a byte order mark is ignored), or `undefined` where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record(value: unknown): JsonRecord | undefined {
  return isRecord(value) ? value : undefined;
}

export function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** `true` and the text `true`, which HubSpot writes in metadata. */
export function boolean(value: unknown): boolean {
  return value === true || value === 'true';
}
