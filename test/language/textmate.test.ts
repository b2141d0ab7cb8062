import { readFileSync } from 'node:fs';
import { EmptyFileSystem } from 'langium';
import { expect, test } from 'vitest';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';

const grammar = JSON.parse(readFileSync('syntaxes/salesflow.tmLanguage.json', 'utf8')) as {
  repository: Record<string, unknown>;
};

/** Words that the TextMate grammar names in its alternations. */
function highlightedWords(): Set<string> {
  const words = new Set<string>();
  JSON.stringify(grammar.repository, (key, value) => {
    if (key === 'match' && typeof value === 'string') {
      for (const word of value.match(/[a-z]+(?:-[a-z]+)*/g) ?? []) words.add(word);
    }
    return value;
  });
  return words;
}

test('every keyword of the language is highlighted', () => {
  const { Salesflow } = createSalesflowServices(EmptyFileSystem);
  const keywords = Object.keys(Salesflow.parser.Lexer.definition).filter((name) => /^[a-z]/.test(name));
  expect(keywords.length).toBeGreaterThan(100);
  const highlighted = highlightedWords();
  expect(keywords.filter((keyword) => !highlighted.has(keyword))).toEqual([]);
});

test('nothing is highlighted as a keyword that the language does not have', () => {
  const { Salesflow } = createSalesflowServices(EmptyFileSystem);
  const keywords = new Set(Object.keys(Salesflow.parser.Lexer.definition));
  const alternations =
    JSON.stringify(grammar.repository).match(/\((?:[a-z]+(?:-[a-z]+)*\|)+[a-z]+(?:-[a-z]+)*\)/g) ?? [];
  const words = alternations.flatMap((group) => group.slice(1, -1).split('|'));
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => !keywords.has(word))).toEqual([]);
});
