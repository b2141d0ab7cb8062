import fc from 'fast-check';
import { type LangiumDocument, URI } from 'langium';
import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { reparse } from '../../server/src/language/incremental.ts';
import type { SalesflowParser } from '../../server/src/language/parser/salesflow-parser.ts';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';
import { told } from './trees.ts';

/** Declarations of most kinds; comments, fences and texts stand where an edit may break them. */
const TEXT = `// people
role AE "Account executive"
persona Lead "Operations lead" { buys-as champion wants "less /* paper */ work" }
/* the buyer's
   road */
journey J "Journey" for Lead {
  stage One "One" { stuck Fit "Does not know whether it fits" }
  stage Two "Two" { stuck Terms "Cannot agree" for Lead }
}
/// Sold by one person.
process P "Process" for J {
  owner AE
  step A "First" {
    helps Fit // a note }
    do """
      Show "it"
      { twice }
    """
    exit { done "Shown" proof meeting "Demo" held with Lead }
  }
  step B "Second" { helps Terms exit { collect deal.amount commit "Agreed" proof deal.amount > 10 } }
  won Won "Won"
  lost Lost "Lost" { reason No "No" }
}

object deal { field size "Size" : choice { small "Small" big "Big" } }
  process Q "Other" for J { owner AE step A "Only" { helps Fit } won W "W" }
variant V "Variant" of P when deal.size is big { drop step B }
document Doc "Doc"
`;

const GARBAGE = [
  ...['{', '}', '"', '"""', '/*', '*/', '//', '\n', '\r\n', ' ', '', 'x', '😀', '\u0000', '(', ')', '.', ',', 'é'],
  ...['step', 'process', '\nprocess Z {', '\n  step C "C" { helps Fit }', 'own', 'owner AE', 'document D', '\nrole R'],
  ...['do "text"', '\n}\n', 'not not', '```', '<<<<<<< HEAD\n', 'field x : text', 'exit {', 'proof', 'won', '3 days'],
];

const services = createSalesflowServices({
  fileSystemProvider: () => ({}) as never,
}).Salesflow;
const parser = services.parser.LangiumParser as unknown as SalesflowParser;

function fresh(text: string): LangiumDocument {
  const parseResult = parser.parse(text);
  const document = {
    uri: URI.parse('file:///a.salesflow'),
    state: 1,
    parseResult,
    references: [],
    textDocument: TextDocument.create('file:///a.salesflow', 'salesflow', 0, text),
  };
  Object.assign(parseResult.value, { $document: document });
  return document;
}

/** Works the text in as the server does; tells whether only a part was read. */
function apply(document: LangiumDocument, text: string): { document: LangiumDocument; partly: boolean } {
  if (!reparse(parser, document, text)) return { document: fresh(text), partly: false };
  Object.assign(document, { textDocument: TextDocument.create('file:///a.salesflow', 'salesflow', 0, text) });
  return { document, partly: true };
}

test('a word typed letter by letter inside a declaration is read without reading the others', () => {
  let document = fresh(TEXT);
  const journey = document.parseResult.value as unknown as { declarations: unknown[] };
  const others = journey.declarations.filter((_, index) => index !== 3);
  const at = TEXT.indexOf('owner AE');
  let text = TEXT;
  for (const [index, letter] of [...'handoff to AE after won\n  '].entries()) {
    text = text.slice(0, at + index) + letter + text.slice(at + index);
    const result = apply(document, text);
    expect(result.partly, text.slice(at - 5, at + 30)).toBe(true);
    document = result.document;
    expect(told(document.parseResult)).toEqual(told(parser.parse(text)));
  }
  expect(journey.declarations.filter((_, index) => index !== 3)).toEqual(others);
});

test('an edit that reaches out of its declaration has the whole text read', () => {
  const at = TEXT.indexOf('owner AE');
  for (const inserted of ['/*', '"""', '}', '{']) {
    const text = TEXT.slice(0, at) + inserted + TEXT.slice(at);
    expect(reparse(parser, fresh(TEXT), text), inserted).toBeUndefined();
  }
});

test('a dot behind its keyword, which makes a name of it, has the whole text read', () => {
  const text = TEXT.replace('process Q', 'process .Q');
  expect(told(apply(fresh(TEXT), text).document.parseResult)).toEqual(told(parser.parse(text)));
});

test('a declaration on the line of another one stays one when something else is broken', () => {
  const text = TEXT.replace('executive"', 'executive" document D "D" approval A');
  const broken = text.replace('champion', 'won champion');
  const { document, partly } = apply(fresh(text), broken);
  expect(partly).toBe(true);
  expect(told(document.parseResult)).toEqual(told(parser.parse(broken)));
  expect(document.parseResult.parserErrors).toHaveLength(1);
});

test('whatever is typed, pasted or deleted, the outcome equals a fresh parse', () => {
  let partly = 0;
  let whole = 0;
  const edit = fc.record({ at: fc.nat(TEXT.length), remove: fc.nat(12), add: fc.constantFrom(...GARBAGE) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), fc.boolean(), (edits, undo) => {
      let document = fresh(TEXT);
      let text = TEXT;
      const texts: string[] = [];
      for (const { at, remove, add } of edits) {
        text = text.slice(0, at) + add + text.slice(at + remove);
        texts.push(text);
        if (!undo) continue;
        text = texts.at(-2) ?? TEXT;
        texts.push(text);
      }
      for (const next of texts) {
        const result = apply(document, next);
        document = result.document;
        if (result.partly) partly++;
        else whole++;
        expect(told(document.parseResult)).toEqual(told(parser.parse(next)));
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 300) },
  );
  expect(partly).toBeGreaterThan(100);
  expect(whole).toBeGreaterThan(100);
});
