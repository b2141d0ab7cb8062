import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding, Fix } from '../../server/src/model/finding.ts';
import type { SourceFile } from '../../server/src/model/source.ts';
import { scan } from '../../server/src/standards/comments.ts';
import { addBeside, applyEdits, applyFixes, removeStatement } from '../../server/src/standards/edits.ts';
import { fixAll } from '../../server/src/standards/fix.ts';
import { withoutWords } from '../../server/src/standards/word-edits.ts';

const uri = 'file:///a.salesflow';
const span = (start: number, end = start) => ({ uri, start, end });
const fix = (...edits: [start: number, end: number, newText: string][]): Fix => ({
  title: JSON.stringify(edits),
  safety: 'safe',
  edits: edits.map(([start, end, newText]) => ({ span: span(start, end), newText })),
});

/** A file of which only the text matters. */
function file(text: string): SourceFile {
  const nowhere = { line: 0, character: 0 };
  return { uri, text, positionAt: () => nowhere, offsetAt: () => 0 };
}

describe('edits', () => {
  test('are made in places of the text as it was, in any order', () => {
    const edits = [
      { span: span(4, 5), newText: 'E' },
      { span: span(0, 1), newText: '' },
      { span: span(2), newText: '<' },
      { span: span(2), newText: '>' },
    ];
    expect(applyEdits('abcde', edits)).toBe('b<>cdE');
  });

  test.each([
    ['step A\n', 'new\nstep A\n'],
    ['/** doc */\nstep A\n', 'new\n/** doc */\nstep A\n'],
    ['  // salesflow-ignore x/y: why\n  step A\n', '  new\n  // salesflow-ignore x/y: why\n  step A\n'],
    ['// licence\n\n// about\n/* A */\nstep A\n', '// licence\n\nnew\n// about\n/* A */\nstep A\n'],
    ['role R // trailing\nstep A\n', 'role R // trailing\nnew\nstep A\n'],
    ['/** doc */\r\nstep A\r\n', 'new\r\n/** doc */\r\nstep A\r\n'],
  ])('put a statement before another one and its comments: %j', (text, after) => {
    const start = text.indexOf('step');
    expect(applyEdits(text, [addBeside(file(text), span(start, start + 6), 'before', 'new')])).toBe(after);
  });

  test('that overlap are refused', () => {
    expect(() =>
      applyEdits('abc', [
        { span: span(0, 2), newText: '' },
        { span: span(1, 3), newText: '' },
      ]),
    ).toThrow('overlap');
  });

  test('of a fix are made all or not at all', () => {
    const fixes = [fix([0, 1, 'A']), fix([1, 2, 'B'], [5, 6, 'F']), fix([3, 4, 'D'])];
    const { texts, applied } = applyFixes(new Map([[uri, 'abcdef']]), fixes);
    expect(applied).toEqual([fixes[0], fixes[2]]);
    expect(texts.get(uri)).toBe('AbcDef');
  });

  test('outside of any text are not made', () => {
    expect(applyFixes(new Map([[uri, 'ab']]), [fix([1, 3, ''])]).applied).toEqual([]);
    expect(applyFixes(new Map(), [fix([0, 0, 'x'])]).applied).toEqual([]);
  });
});

describe('taking out a statement', () => {
  const remove = (text: string, statement: string) => {
    const start = text.indexOf(statement);
    return applyEdits(text, removeStatement(file(text), span(start, start + statement.length)));
  };

  test('takes its line and a blank line with it', () => {
    expect(remove('{\n  a\n\n  b\n\n  c\n}', 'b')).toBe('{\n  a\n\n  c\n}');
    expect(remove('{\r\n  a\r\n  b\r\n}', 'b')).toBe('{\r\n  a\r\n}');
    expect(remove('{ a b c }', 'b')).toBe('{ a c }');
    expect(remove('b', 'b')).toBe('');
  });

  test('keeps comments within it and after it', () => {
    expect(remove('  step A { // why\n    x /* what */ y\n  }\n', 'step A { // why\n    x /* what */ y\n  }')).toBe(
      '  // why\n  /* what */\n',
    );
    expect(remove('a // about a\nb', 'a')).toBe('// about a\nb');
    expect(remove('x { // in\n} y', 'x { // in\n}')).toBe('// in\n y');
  });

  test('lets its doc comment not document what follows', () => {
    expect(remove('/** About it. */\nxx\nb', 'xx')).toBe('/* About it. */\nb');
    expect(remove('/**/\nxx\nb', 'xx')).toBe('/**/\nb');
  });
});

describe('finding comments and texts', () => {
  const parts = (text: string) => scan(text).map(({ kind, start, end }) => [kind[0], text.slice(start, end)]);

  test('tells comments from texts', () => {
    expect(parts('a "x // y" // z "w"\nb /* "q" */ """t\n// u""" c')).toEqual([
      ['s', '"x // y"'],
      ['c', '// z "w"'],
      ['c', '/* "q" */'],
      ['s', '"""t\n// u"""'],
    ]);
    expect(parts('"a \\" // b" // c')).toEqual([
      ['s', '"a \\" // b"'],
      ['c', '// c'],
    ]);
  });

  test('ends what is left open', () => {
    expect(parts('"open\n// c')).toEqual([
      ['s', '"open'],
      ['c', '// c'],
    ]);
    expect(parts('/* open')).toEqual([['c', '/* open']]);
    expect(parts('"""open')).toEqual([['s', '"""open']]);
    expect(parts('// a\r\nb')).toEqual([['c', '// a']]);
    expect(parts('"a\\')).toEqual([['s', '"a\\']]);
  });

  test('covers any text in order, without overlap', () => {
    const piece = fc.constantFrom('"', '"""', '\\', '//', '/*', '*/', '\n', '\r\n', 'a', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end } of scan(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          at = end;
        }
      }),
    );
  });
});

describe('leaving out words', () => {
  test.each([
    ['Send the offer, if applicable', 'if applicable', 'Send the offer'],
    ['If needed, send the offer', 'If needed', 'Send the offer'],
    ['Send the offer (optional) to finance', 'optional', 'Send the offer to finance'],
    ['Send, where possible, the offer', 'where possible', 'Send the offer'],
  ])('of %j', (text, words, expected) => {
    const start = text.indexOf(words);
    expect(withoutWords(text, { start, end: start + words.length })).toBe(expected);
  });

  test('gives nothing where nothing is left', () => {
    expect(withoutWords('Optional', { start: 0, end: 8 })).toBeUndefined();
  });
});

describe('fixing all', () => {
  /** A linter that finds each letter of `bad` and offers to replace it by the next in `chain`. */
  function linterFor(chain: Readonly<Record<string, string>>, safety: Fix['safety'] = 'safe') {
    return async (texts: ReadonlyMap<string, string>): Promise<Finding[]> =>
      [...texts].flatMap(([at, text]) =>
        [...text].flatMap((letter, index): Finding[] => {
          if (letter === '!') return [found(at, index, 'language', [])];
          const next = chain[letter];
          if (next === undefined) return [];
          const edits = [{ span: { uri: at, start: index, end: index + 1 }, newText: next }];
          return [found(at, index, 'process', [{ title: `${letter} to ${next} at ${index}`, safety, edits }])];
        }),
      );
  }

  function found(at: string, index: number, standard: Finding['standard'], fixes: readonly Fix[]): Finding {
    const place = { uri: at, start: index, end: index + 1 };
    return {
      rule: `${standard}/x`,
      standard,
      severity: 'error',
      message: '',
      span: place,
      path: '',
      related: [],
      url: '',
      fixes: () => fixes,
    };
  }

  test('goes on until nothing changes', async () => {
    const { texts, applied, remaining } = await fixAll(new Map([[uri, 'a.a']]), linterFor({ a: 'b', b: 'c' }), {
      safety: 'safe',
    });
    expect(texts.get(uri)).toBe('c.c');
    expect(applied).toHaveLength(4);
    expect(remaining).toEqual([]);
  });

  test('ends where fixes go round in a circle', async () => {
    const { texts } = await fixAll(new Map([[uri, 'a']]), linterFor({ a: 'b', b: 'a' }), { safety: 'safe' });
    expect('ab').toContain(texts.get(uri));
  });

  test('leaves suggestions alone unless asked for', async () => {
    const linter = linterFor({ a: 'b' }, 'suggestion');
    expect((await fixAll(new Map([[uri, 'a']]), linter, { safety: 'safe' })).texts.get(uri)).toBe('a');
    expect((await fixAll(new Map([[uri, 'a']]), linter, { safety: 'suggestion' })).texts.get(uri)).toBe('b');
  });

  test('undoes what breaks the text and keeps the rest', async () => {
    const { texts, applied, remaining } = await fixAll(new Map([[uri, 'a.x.a']]), linterFor({ a: 'b', x: '!' }), {
      safety: 'safe',
    });
    expect(texts.get(uri)).toBe('b.x.b');
    expect(applied).toHaveLength(2);
    expect(remaining).toHaveLength(1);
  });

  test('changes only what it is told to', async () => {
    const other = 'file:///b.salesflow';
    const options = { safety: 'safe', only: (finding: Finding) => finding.span.uri === other } as const;
    const { texts } = await fixAll(
      new Map([
        [uri, 'a'],
        [other, 'a'],
      ]),
      linterFor({ a: 'b' }),
      options,
    );
    expect([texts.get(uri), texts.get(other)]).toEqual(['a', 'b']);
  });
});
