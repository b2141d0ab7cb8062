import { readBytes, stat } from './fileSystem.ts';

/** Files larger than this are reported and not read: no one reviews such a file, and its model would not fit in memory. */
export const largestFile = 5 * 1024 * 1024;

/** Why the content of a file cannot be used, and where: a character offset into what could be decoded. */
export interface ContentProblem {
  readonly message: string;
  readonly offset: number;
}

/** The text of a file and what is wrong with its content. */
export interface DecodedText {
  /** Without the byte order mark; replacement characters stand for what is not UTF-8. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly problem: ContentProblem | undefined;
}

/**
 * Reads a text file.
 *
 * @throws an error of the file system
 */
export async function readText(file: string): Promise<DecodedText> {
  const { size } = await stat(file);
  if (size > largestFile) return tooLarge(size);
  return decodeText(await readBytes(file));
}

/** Decodes UTF-8, with or without a byte order mark, and says what else it finds. */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length > largestFile) return tooLarge(bytes.length);
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return unusable('The file is in UTF-16. Save it as UTF-8.');
  }
  const byteOrderMark = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const decoded = decodeStrictly(bytes);
  const text = decoded ?? new TextDecoder('utf-8').decode(bytes);
  const zero = text.indexOf('\0');
  if (zero >= 0)
    return unusable('The file is not text: it holds a zero byte. Remove it, or ignore it in salesflow.config.json.');
  if (decoded === undefined) {
    const offset = firstInvalid(bytes);
    return {
      text,
      byteOrderMark,
      problem: { message: 'From here the file is not UTF-8, and part of its text is lost. Save it as UTF-8.', offset },
    };
  }
  return { text, byteOrderMark, problem: undefined };
}

/** `undefined` where it is not UTF-8. */
function decodeStrictly(bytes: Uint8Array, options?: TextDecodeOptions): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
  } catch {
    return undefined;
  }
}

function tooLarge(size: number): DecodedText {
  const megabytes = (size / (1024 * 1024)).toFixed(1);
  const limit = largestFile / (1024 * 1024);
  return unusable(
    `The file has ${megabytes} MB and is not read: the limit is ${limit} MB. Split it, or ignore it in salesflow.config.json.`,
  );
}

function unusable(message: string): DecodedText {
  return { text: '', byteOrderMark: false, problem: { message, offset: 0 } };
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** Offset in the decoded text of the first byte that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // As a stream, so that a sequence cut off at the end is not held against it.
  const decodes = (end: number) => decodeStrictly(bytes.subarray(0, end), { stream: true }) !== undefined;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodes(middle)) low = middle;
    else high = middle - 1;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, low), { stream: true }).length;
}
