import { AstUtils, GrammarAST, type LangiumCoreServices } from 'langium';
import { findNextFeatures } from 'langium/lsp';
import { scan } from '../standards/comments.ts';

/** What may stand at the cursor, as the grammar says. */
export interface CompletionContext {
  /** Keywords that may follow. */
  readonly keywords: ReadonlySet<string>;
  /** Kinds of things that may be named here, such as `Role`, with the property that names them, such as `Owner:roles`. */
  readonly names: readonly { readonly kind: string; readonly place: string }[];
  /** A text in double quotes may follow. */
  readonly text: boolean;
  /** A number may follow. */
  readonly number: boolean;
  /** Words that the innermost block may start with: behind something, they begin the next statement. */
  readonly starters: ReadonlySet<string>;
  /** What stands before the last dot: `deal` in `deal.am`. */
  readonly qualifier: string;
  /** The letters typed so far. */
  readonly word: string;
  /** The headers of the blocks around the cursor, outermost first, and what stands in the innermost before the cursor. */
  readonly blocks: readonly string[];
  readonly before: string;
  /** Everything in the innermost block before the cursor. */
  readonly block: string;
  /** The word that opens the innermost block, such as `step` or `change step`; empty outside of all blocks. */
  readonly opener: string;
}

/** Whether the cursor is where a statement starts: on a line of its own, or behind a brace. */
export function startsStatement({ before }: Pick<CompletionContext, 'before'>): boolean {
  return /(^|[\r\n{}])[ \t]*$/.test(before);
}

/** Whether the cursor is where evidence starts. */
export function startsEvidence({ before }: Pick<CompletionContext, 'before'>): boolean {
  return /(?:\b(?:proof|when|and|or)|(?<!\bis\s+)\bnot)\s+$|\(\s*$/.test(before) && !/\bof\s*\(\s*$/.test(before);
}

/** What may stand at the end of the text; `undefined` inside a text or comment. */
export function contextAt(text: string, services: LangiumCoreServices): CompletionContext | undefined {
  const regions = scan(text);
  const last = regions.at(-1);
  if (last && last.end === text.length && isOpen(text.slice(last.start), last.kind)) return undefined;
  const { blocks, before, block } = surroundings(text, regions);
  const [, qualifier = '', word = ''] = /((?:[\p{L}_][\p{L}\p{N}_-]*\.)*)([\p{L}\p{N}_-]*)$/u.exec(before) ?? [];
  const head = before.slice(0, before.length - qualifier.length - word.length);
  const features = featuresAfter([...blocks, head].join('\n'), services);
  const keywords = new Set<string>();
  const names: { kind: string; place: string }[] = [];
  let isText = false;
  let number = false;
  for (const { feature } of features) {
    if (GrammarAST.isKeyword(feature)) keywords.add(feature.value);
    else if (GrammarAST.isCrossReference(feature)) names.push({ kind: feature.type.$refText, place: placeOf(feature) });
    else if (GrammarAST.isRuleCall(feature)) {
      const reference = AstUtils.getContainerOfType(feature, GrammarAST.isCrossReference);
      if (reference) names.push({ kind: reference.type.$refText, place: placeOf(reference) });
      else if (feature.rule.$refText === 'STRING') isText = blocks.length > 0 || head.trim() !== '';
      else if (feature.rule.$refText === 'NUMBER') number = true;
    }
  }
  return {
    keywords,
    names,
    text: isText,
    number,
    starters: startsStatement({ before: head }) ? keywords : startersOf(blocks, services),
    qualifier: qualifier.slice(0, -1),
    word,
    blocks,
    before: head,
    block,
    opener: openerOf(blocks.at(-1) ?? ''),
  };
}

const OPENERS =
  '(?:add|change)\\s+step|after\\s+won|process|variant|step|enter|exit|any|throughout|otherwise|parallel|play|won|lost|disqualified|hold|journey|stage|persona|object|field|framework';

/** The word that opened a block: the last one that starts a line, or else the last one at all. */
function openerOf(head: string): string {
  const find = (before: string) => [...head.matchAll(new RegExp(`${before}(${OPENERS})\\b`, 'g'))].at(-1)?.[1];
  return (find('(?:^|\\n)[ \\t]*') ?? find('(?<![\\w."-])') ?? '').replace(/\s+/g, ' ');
}

/** What each kind of block can start with: that depends on nothing but the blocks around it. */
const starters = new Map<string, ReadonlySet<string>>();

function startersOf(blocks: readonly string[], services: LangiumCoreServices): ReadonlySet<string> {
  const key = blocks.map(openerOf).join(' > ');
  const known = starters.get(key) ?? keywordsOf(featuresAfter(blocks.join('\n'), services));
  if (!blocks.some((block) => openerOf(block) === '')) starters.set(key, known);
  return known;
}

function keywordsOf(features: ReturnType<typeof featuresAfter>): Set<string> {
  return new Set(features.flatMap(({ feature }) => (GrammarAST.isKeyword(feature) ? [feature.value] : [])));
}

function isOpen(region: string, kind: 'comment' | 'string'): boolean {
  if (kind === 'comment') return region.startsWith('//') || !region.endsWith('*/');
  return region.startsWith('"""')
    ? region.length < 6 || !region.endsWith('"""')
    : region.length < 2 || !region.endsWith('"');
}

function placeOf(reference: GrammarAST.CrossReference): string {
  const rule = AstUtils.getContainerOfType(reference, GrammarAST.isParserRule)?.name ?? '';
  return `${rule}:${AstUtils.getContainerOfType(reference, GrammarAST.isAssignment)?.feature ?? ''}`;
}

/**
 * The blocks around the end of the text, without what is complete in them: statements of a block do not depend on each
 * other's grammar, so a file of any length is as quick as one step.
 */
function surroundings(
  text: string,
  regions: readonly { kind: string; start: number; end: number }[],
): Pick<CompletionContext, 'blocks' | 'before' | 'block'> {
  /** Where what still counts of each open block starts, outermost first. */
  const starts = [0];
  const heads: string[] = [];
  const opened = [0];
  const visit = (from: number, to: number) => {
    const brace = /[{}]/g;
    brace.lastIndex = from;
    for (let match = brace.exec(text); match && match.index < to; match = brace.exec(text)) {
      const after = match.index + 1;
      if (match[0] === '{') {
        heads.push(text.slice(starts.at(-1), after));
        starts.push(after);
        opened.push(after);
      } else if (heads.length > 0) {
        const head = heads.pop() as string;
        starts.pop();
        opened.pop();
        // The choices of a field may be followed by a second block.
        if (!/\bfield\s[^{}]*\{$/.test(head)) starts[starts.length - 1] = after;
      }
    }
  };
  let at = 0;
  for (const { start, end } of regions) {
    visit(at, start);
    at = end;
  }
  visit(at, text.length);
  return { blocks: heads, before: text.slice(starts.at(-1)), block: text.slice(opened.at(-1)) };
}

/** A complete declaration, so that the parser always has something to start from. */
const SOMETHING = 'document _\n';

function featuresAfter(text: string, services: LangiumCoreServices) {
  const { tokens, tokenIndex, elementStack } = services.parser.CompletionParser.parse(SOMETHING + text);
  return findNextFeatures([elementStack.map((feature) => ({ feature }))], tokens.slice(tokenIndex));
}
