import { globSync, readFileSync } from 'node:fs';
import type { TokenType } from 'chevrotain';
import { type AstNode, CstUtils, DefaultTokenBuilder, type ParseResult } from 'langium';
import { expect, test } from 'vitest';
import { createMendingParser } from '../../server/src/language/recovery/mending-parser.ts';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';

const { Salesflow } = createSalesflowServices({ fileSystemProvider: () => ({}) as never });
const quick = Salesflow.parser.LangiumParser;
const mending = createMendingParser(Salesflow);

/** Everything a parse gives that later layers can see. */
function told({ value, parserErrors, lexerErrors }: ParseResult): unknown {
  const leaves = value.$cstNode ? CstUtils.flattenCst(value.$cstNode).toArray() : [];
  return {
    tree: plain(value),
    leaves: leaves.map(({ offset, end, hidden }) => [offset, end, hidden]),
    parserErrors: parserErrors.map(({ message, token }) => [message, token.startOffset]),
    lexerErrors,
  };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('$refText' in value) return { $refText: value.$refText };
  const node = value as AstNode;
  const own = Object.entries(node).filter(([name]) => name === '$type' || !name.startsWith('$'));
  return { ...Object.fromEntries(own.map(([name, inner]) => [name, plain(inner)])), from: node.$cstNode?.offset };
}

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
  expect(told(quick.parse(text))).toEqual(told(mending.parse(text)));
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
  expect(told(quick.parse(text))).toEqual(told(mending.parse(text)));
});
