/** About how long a piece is, in UTF-16 code units. */
const pieceLength = 1 << 16;

/** A list whose items are made one by one while it is written, so that a long one is never there as a whole. */
export class LazyList {
  readonly items: Iterable<unknown>;

  constructor(items: Iterable<unknown>) {
    this.items = items;
  }
}

/** What `JSON.stringify(value, undefined, 2)` gives, and a line end, in pieces; items of a {@link LazyList} one by one. */
export function* jsonPieces(value: unknown): Iterable<string> {
  yield* jsonOf(value, '\n');
  yield '\n';
}

function* jsonOf(value: unknown, newLine: string): Iterable<string> {
  const inner = `${newLine}  `;
  if (value instanceof LazyList) {
    yield* bracketed('[', ']', newLine, chunksOf(value.items, inner));
  } else if (Array.isArray(value)) {
    const items = value.map((item: unknown) => jsonOf(item, inner));
    yield* bracketed('[', ']', newLine, items);
  } else if (typeof value === 'object' && value !== null) {
    const present = Object.entries(value).filter(([, item]) => item !== undefined);
    yield* bracketed('{', '}', newLine, propertiesOf(present, inner));
  } else {
    yield JSON.stringify(value);
  }
}

function* bracketed(open: string, close: string, newLine: string, items: Iterable<Iterable<string>>): Iterable<string> {
  let isFirst = true;
  for (const item of items) {
    yield `${isFirst ? open : ','}${newLine}  `;
    yield* item;
    isFirst = false;
  }
  yield isFirst ? open + close : newLine + close;
}

/** Items of a list that are turned into text together: enough that each call is worth it. */
const chunkLength = 64;

function* chunksOf(items: Iterable<unknown>, newLine: string): Iterable<string[]> {
  let chunk: unknown[] = [];
  for (const item of items) {
    if (chunk.push(item) < chunkLength) continue;
    yield [textOf(chunk, newLine)];
    chunk = [];
  }
  if (chunk.length > 0) yield [textOf(chunk, newLine)];
}

/** The items as they stand in a list there, without its brackets: inside as many lists as give them that indentation. */
function textOf(items: readonly unknown[], newLine: string): string {
  let list = items;
  let brackets = 0;
  for (let indentation = newLine.length - 1; indentation > 0; indentation -= 2) {
    if (brackets > 0) list = [list];
    brackets += 2 + indentation;
  }
  const text = JSON.stringify(list, undefined, 2);
  return text.slice(brackets, text.length - brackets + newLine.length - 1);
}

function* propertiesOf(entries: readonly (readonly [string, unknown])[], newLine: string): Iterable<Iterable<string>> {
  for (const [key, value] of entries) yield propertyOf(key, value, newLine);
}

function* propertyOf(key: string, value: unknown, newLine: string): Iterable<string> {
  yield `${JSON.stringify(key)}: `;
  yield* jsonOf(value, newLine);
}

/** The same text in fewer pieces, each worth writing by itself. */
export function* gathered(pieces: Iterable<string>): Iterable<string> {
  let gathering = '';
  for (const piece of pieces) {
    gathering += piece;
    if (gathering.length < pieceLength) continue;
    yield gathering;
    gathering = '';
  }
  if (gathering !== '') yield gathering;
}

/** All pieces together. */
export function joined(pieces: Iterable<string>): string {
  let text = '';
  for (const piece of pieces) text += piece;
  return text;
}
