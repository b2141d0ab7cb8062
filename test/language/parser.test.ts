import { globSync, readFileSync } from 'node:fs';
import type { IToken, TokenType } from 'chevrotain';
import fc from 'fast-check';
import { DefaultLexer, DefaultTokenBuilder } from 'langium';
import { expect, test } from 'vitest';
import type { SalesflowLexer } from '../../server/src/language/parser/salesflow-lexer.ts';
import { split } from '../../server/src/language/parser/split.ts';
import { createMendingParser } from '../../server/src/language/recovery/mending-parser.ts';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';
import { told } from './trees.ts';

const { Salesflow } = createSalesflowServices({ fileSystemProvider: () => ({}) as never });
const parser = Salesflow.parser.LangiumParser;
const lexer = Salesflow.parser.Lexer as SalesflowLexer;
const mending = createMendingParser(Salesflow);
const byLangium = (text: string) => mending.parseLexed(text, lexer.lex(text));

test('makes the token types that the grammar has, in the same order', () => {
  const shown = (types: unknown) =>
    (types as TokenType[]).map(({ name, PATTERN, GROUP, LONGER_ALT }) => ({
      name,
      pattern: String(PATTERN),
      GROUP,
      longer: (LONGER_ALT as TokenType[] | undefined)?.map((longer) => longer.name),
    }));
  expect(shown(Salesflow.parser.TokenBuilder.buildTokens(Salesflow.Grammar))).toEqual(
    shown(new DefaultTokenBuilder().buildTokens(Salesflow.Grammar)),
  );
});

const files = globSync(['examples/**/*.salesflow', 'test/corpus/**/*.salesflow']);

test.each(files)('reads %s as the parser with recovery does', (file) => {
  const text = readFileSync(file, 'utf8');
  expect(told(parser.parse(text))).toEqual(told(byLangium(text)));
});

/** Where more words than the tables hold decide, and texts that are cut off or wrong there. */
const undecided = [
  'process P { step A { then B when (deal.amount > 1 and not (deal.stage is set)) } }',
  'process P { hold H { do "x" when document D signed lose as No } }',
  'process P { hold H { do "x"\n when document D signed lose as No } }',
  'process P { won W { handoff to R when not (deal.amount > 1) opens Q when deal.amount is set } }',
  'process P { won W { opens Q with document D when (deal.amount > 1',
  'object o { field f : choice { } { salesforce "F" } }',
  'object o { field f : choice { a "A" b } }',
  'object o { field f : choice { salesforce "F" } }',
  'object o { field f : choice { salesforce',
  '/** doc */ role A // note\nrole',
];
test.each(undecided)('reads %j as the parser with recovery does', (text) => {
  expect(told(parser.parse(text))).toEqual(told(byLangium(text)));
});

/** Pieces of texts that tokens end in the middle of, or that no token starts with. */
const odd = [
  ...[
    '"',
    '"""',
    '"a\\',
    '\\"',
    '/*',
    '*/',
    '/* a */',
    '//',
    '\n',
    '\r\n',
    '\r',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u0000',
    ' ',
  ],
  ...[
    '!',
    '!=',
    '<',
    '<=',
    '=',
    '==',
    '>=',
    '.',
    '..',
    '-',
    '-1',
    '1',
    '12_3.5',
    '1.',
    '1a',
    '2026-01-02',
    '2026-01-021',
  ],
  ...['é', 'éa', 'a-é', '名前', '😀', '\ud83d', '#', '@', '{', '}', '(', ')', ',', '%', ':', 'step', 'step-', '-step'],
  ...['within', 'when', 'not', 'follow-up', 'follow', 'a\u0301', '１', '\t'],
];

test('splits texts of anything into the tokens that the parser generator finds', () => {
  const thorough = new DefaultLexer(Salesflow);
  const shown = (tokens: readonly IToken[]) =>
    tokens.map(({ image, startOffset, endOffset, startLine, startColumn, endLine, endColumn, tokenType }) => [
      ...[image, startOffset, endOffset, startLine, startColumn, endLine, endColumn, tokenType.name],
    ]);
  let whole = 0;
  const texts = fc.array(fc.constantFrom(...odd), { maxLength: 8 }).map((parts) => parts.join(''));
  const property = fc.property(texts, (text) => {
    const found = split(text);
    if (!found) return;
    whole++;
    const { tokens, hidden, errors } = thorough.tokenize(text);
    expect([errors, shown(found.tokens), shown(found.hidden)]).toEqual([[], shown(tokens), shown(hidden)]);
  });
  fc.assert(property, { seed: 3, numRuns: 20_000 });
  // Many have something in them that is no token.
  expect(whole).toBeGreaterThan(2000);
});

/** A name, keyword, text or sign. */
const WORD = /\w[\w-]*|"[^"]*"|\S/g;

test('reads declarations with a word changed as the parser with recovery does', () => {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const declarations = texts.flatMap((text) => text.split(/^(?=[a-z])/m));
  const words = [...new Set(texts.flatMap((text) => text.match(WORD) ?? []))];
  let whole = 0;
  const changed = fc.tuple(fc.constantFrom(...declarations), fc.nat(9999), fc.nat(3));
  const property = fc.property(changed, fc.constantFrom(...words), ([declaration, share, change], word) => {
    const places = [...declaration.matchAll(WORD)];
    const { 0: old = '', index = 0 } = places[share % places.length] ?? {};
    const exchanged = /^\w/.test(old) ? `${old}x` : /^"/.test(old) ? '"other"' : word;
    const fresh = [`${word} ${old}`, '', word, exchanged][change] as string;
    const text = declaration.slice(0, index) + fresh + declaration.slice(index + old.length);
    const read = parser.parse(text);
    if (read.parserErrors.length === 0) whole++;
    expect(told(read)).toEqual(told(byLangium(text)));
  });
  fc.assert(property, { seed: 3, numRuns: 1000 });
  expect(whole).toBeGreaterThan(100);
}, 60_000);
