import { readFileSync, writeFileSync } from 'node:fs';
import type { TokenType } from 'chevrotain';
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createLangiumParser,
  DefaultTokenBuilder,
  GrammarAST,
  GrammarUtils,
  inject,
} from 'langium';
import { SalesflowGeneratedModule, SalesflowGeneratedSharedModule } from '../server/src/language/generated/module.ts';
import { isWord } from '../server/src/language/parser/token.ts';

/**
 * Writes the parser of texts without errors: a function per rule of the grammar, which builds what Langium's own parser
 * would, and the list of tokens. At every decision it takes the alternative that the parser generator takes: its own
 * decisions are asked for every token. `--check` fails where the files differ from the grammar.
 */
const folder = 'server/src/language/parser/generated';
/** Decisions that need more words than this are guessed. */
const deepest = 3;
/** What a decision answers where enough is seen to enter, but not to be sure that what follows does not fit better. */
const GUESS = -1;

interface Internals {
  readonly tokensMap: Readonly<Record<string, TokenType>>;
  readonly fullRuleNameToShort: Readonly<Record<string, number>>;
  readonly lookAheadFuncsCache: readonly (Record<number, (this: object) => unknown> | undefined)[];
}

// Langium's own services for the grammar alone, so that nothing here depends on what the generated files say now.
const shared = inject(
  createDefaultSharedCoreModule({ fileSystemProvider: () => ({}) as never }),
  SalesflowGeneratedSharedModule,
);
const Salesflow = inject(createDefaultCoreModule({ shared }), SalesflowGeneratedModule);
const parser = createLangiumParser(Salesflow) as unknown as { readonly wrapper: Internals };
const { tokensMap, fullRuleNameToShort, lookAheadFuncsCache } = parser.wrapper;
const tokenNames = Object.keys(tokensMap);
const kindOf = (name: string): number => {
  const kind = tokenNames.indexOf(name);
  if (kind < 0) throw new Error(`No token is called ${name}.`);
  return kind;
};

// Decisions ---------------------------------------------------------------------------------------------------------------

/** What the next token calls for: an alternative, entering (1), or a look at the token after it. */
type Choices = Map<number, number | Choices>;

/** As the parser generator numbers the kinds of its decisions. */
const decisionKinds = { or: 1, optional: 2, many: 3, atLeastOne: 4 } as const;
type DecisionKind = keyof typeof decisionKinds;

class NeedsMore extends Error {}

function decide(rule: string, kind: DecisionKind, occurrence: number): Choices {
  const key = (decisionKinds[kind] << 8) | occurrence;
  // Langium ends names of rules with a zero-width space.
  const decision = lookAheadFuncsCache[fullRuleNameToShort[`${rule}\u200B`]!]?.[key];
  if (!decision) throw new Error(`${rule} has no decision ${kind} ${occurrence}.`);
  return choices(decision, kind === 'or', []);
}

function choices(decision: (this: object) => unknown, isAlternation: boolean, before: readonly number[]): Choices {
  const found: Choices = new Map();
  for (const kind of tokenNames.keys()) {
    const seen = [...before, kind];
    try {
      const answer = ask(decision, seen);
      if (typeof answer === 'number') found.set(kind, answer);
      else if (answer === true) found.set(kind, 1);
    } catch (error) {
      if (!(error instanceof NeedsMore)) throw error;
      if (seen.length < deepest) found.set(kind, choices(decision, isAlternation, seen));
      else if (isAlternation) throw new Error(`An alternative takes more than ${deepest} words: ${seen.join(' ')}`);
      else found.set(kind, GUESS);
    }
  }
  return found;
}

function ask(decision: (this: object) => unknown, seen: readonly number[]): unknown {
  const look = (ahead: number) => {
    if (ahead > seen.length) throw new NeedsMore();
    const tokenType = tokensMap[tokenNames[seen[ahead - 1]!]!]!;
    return { tokenType, tokenTypeIdx: tokenType.tokenTypeIdx };
  };
  return decision.call({ LA: look, LA_FAST: look });
}

/** The tokens by what they call for. */
function byChoice(found: Choices): { readonly choice: number | Choices; readonly kinds: readonly number[] }[] {
  const groups: { choice: number | Choices; kinds: number[] }[] = [];
  for (const [kind, choice] of found) {
    const same = groups.find((group) => JSON.stringify(plain(group.choice)) === JSON.stringify(plain(choice)));
    if (same) same.kinds.push(kind);
    else groups.push({ choice, kinds: [kind] });
  }
  return groups;
}

function plain(choice: number | Choices): unknown {
  return typeof choice === 'number' ? choice : [...choice].map(([kind, deeper]) => [kind, plain(deeper)]);
}

const cases = (kinds: readonly number[]) => kinds.map((kind) => `case ${kind}:`).join(' ');

/** Statements that return the number of the alternative, or 0 for none where entering is the question. */
function decisionBody(found: Choices, ahead: number, none: string): string {
  const token = ahead === 1 ? 'r.kind' : `r.ahead(${ahead - 1})`;
  const branches = byChoice(found).map(({ choice, kinds }) => ({ kinds, statement: answer(choice, ahead, none) }));
  const undecided = [...tokenNames.keys()].filter((kind) => !found.has(kind));
  if (undecided.length > 0) branches.push({ kinds: undecided, statement: `return ${none};` });
  // What most tokens call for goes without saying.
  const [most, ...others] = branches.sort((a, b) => b.kinds.length - a.kinds.length);
  const written = others.map(({ kinds, statement }) => `${cases(kinds)} ${statement}`);
  return `switch (${token}) { ${written.join(' ')} default: ${most!.statement} }`;
}

function answer(choice: number | Choices, ahead: number, none: string): string {
  if (typeof choice !== 'number') return decisionBody(choice, ahead + 1, none);
  return choice === GUESS ? 'r.guessed = true; return 1;' : `return ${choice};`;
}

// Rules -------------------------------------------------------------------------------------------------------------------

/** Where the generated text of a rule is under way. */
interface Context {
  readonly rule: GrammarAST.ParserRule;
  /** As Langium numbers them. */
  or: number;
  optional: number;
  many: number;
  /** Functions for the decisions that look at more than one token or many. */
  readonly decisions: string[];
}

/** Writes statements. */
type Emit = () => string;

const features: string[] = [];
/** What a piece of the tree was read for, as the tree's pieces carry it. */
function source(assignment: GrammarAST.Assignment | undefined): string {
  if (!assignment) return 'WORD';
  if (!features.includes(assignment.feature)) features.push(assignment.feature);
  return `F_${assignment.feature}`;
}

function isData(rule: GrammarAST.AbstractRule | undefined): boolean {
  return GrammarAST.isParserRule(rule) && GrammarUtils.isDataTypeRule(rule);
}

/** The value of the token that was just taken, as the value converter gives it. */
function converted(terminal: string): string {
  if (terminal === 'STRING') return 'unquote(r.image)';
  return terminal === 'NUMBER' ? 'toNumber(r.image)' : 'r.image';
}

function build(context: Context, element: GrammarAST.AbstractElement, assignment?: GrammarAST.Assignment): Emit {
  const emit = buildInner(context, element, assignment);
  switch (element.cardinality) {
    case '?': {
      const entry = entering(context, 'optional', context.optional++);
      return () => `if (${entry}) {\n${emit()}\n}`;
    }
    case '*': {
      const entry = entering(context, 'many', context.many++);
      return () => `while (${entry}) {\n${emit()}\n}`;
    }
    case '+': {
      const entry = entering(context, 'atLeastOne', context.many++);
      return () => `if (!(${entry})) r.refuse();\ndo {\n${emit()}\n} while (${entry});`;
    }
    default:
      return emit;
  }
}

/** The condition on which what is optional or repeated is entered. */
function entering(context: Context, kind: DecisionKind, occurrence: number): string {
  const found = decide(context.rule.name, kind, occurrence);
  const [only, ...others] = byChoice(found);
  if (only?.choice === 1 && others.length === 0 && only.kinds.length <= 3)
    return only.kinds.map((token) => `r.kind === ${token}`).join(' || ');
  const name = `${context.rule.name}_${kind}${occurrence}`;
  context.decisions.push(`function ${name}(r: Reader): number { ${decisionBody(found, 1, '0')} }`);
  return `${name}(r) !== 0`;
}

function buildInner(context: Context, element: GrammarAST.AbstractElement, assignment?: GrammarAST.Assignment): Emit {
  if (GrammarAST.isAssignment(element)) return build(context, element.terminal, element);
  if (GrammarAST.isKeyword(element)) {
    return () => taking(context, element.value, assignment, 'r.image');
  }
  if (GrammarAST.isCrossReference(element)) return reference(element, assignment!);
  if (GrammarAST.isRuleCall(element)) return ruleCall(context, element, assignment);
  if (GrammarAST.isGroup(element)) {
    if (element.guardCondition) throw new Error('Guards are not written down.');
    const parts = element.elements.map((part) => build(context, part, assignment));
    return () => parts.map((part) => part()).join('\n');
  }
  if (GrammarAST.isAlternatives(element)) {
    const parts = element.elements.map((part) => build(context, part, assignment));
    return alternatives(context, parts, context.or++);
  }
  if (GrammarAST.isAction(element)) return () => action(element);
  throw new Error(`${element.$type} is not written down.`);
}

function alternatives(context: Context, parts: readonly Emit[], occurrence: number): Emit {
  const found = decide(context.rule.name, 'or', occurrence);
  const flat = [...found.values()].every((choice) => typeof choice === 'number');
  if (flat) {
    return () => {
      const branches = byChoice(found).map(
        ({ choice, kinds }) => `${cases(kinds)} {\n${parts[choice as number]!()}\nbreak;\n}`,
      );
      return `switch (r.kind) {\n${branches.join('\n')}\ndefault: r.refuse();\n}`;
    };
  }
  const name = `${context.rule.name}_or${occurrence}`;
  context.decisions.push(`function ${name}(r: Reader): number { ${decisionBody(found, 1, '-1')} }`);
  return () => {
    const branches = parts.map((part, choice) => `case ${choice}: {\n${part()}\nbreak;\n}`);
    return `switch (${name}(r)) {\n${branches.join('\n')}\ndefault: r.refuse();\n}`;
  };
}

function reference(element: GrammarAST.CrossReference, assignment: GrammarAST.Assignment): Emit {
  const { feature } = assignment;
  const terminal = element.terminal;
  const rule = GrammarAST.isRuleCall(terminal) ? terminal.rule.ref : undefined;
  const refer = (node: string, text: string) => `r.refer(node, '${feature}', ${node}, ${text})`;
  if (GrammarAST.isTerminalRule(rule)) {
    return () =>
      `{\nconst leaf = r.take(cst, ${kindOf(rule.name)}, ${source(assignment)});\nif (leaf) ${assign(assignment, refer('leaf', 'r.image'))}\n}`;
  }
  if (!rule || !isData(rule)) throw new Error(`A reference takes a name: ${feature}`);
  return () =>
    `{\nconst part = r.open(cst, ${source(assignment)});\nconst text = ${rule.name}(r, part);\nif (r.close(part)) ${assign(assignment, refer('part', 'text'))}\n}`;
}

function ruleCall(context: Context, element: GrammarAST.RuleCall, assignment?: GrammarAST.Assignment): Emit {
  const rule = element.rule.ref;
  if (GrammarAST.isTerminalRule(rule)) {
    return () => taking(context, rule.name, assignment, converted(rule.name));
  }
  if (!rule) throw new Error(`No rule ${element.rule.$refText}`);
  if (!assignment) {
    // What it reads is what the calling rule reads.
    if (isData(context.rule) || isData(rule)) throw new Error(`${context.rule.name} calls ${rule.name}`);
    const call = `node = ${rule.name}(r, cst);`;
    // Beside other pieces it has to have one of its own, for Langium drops what has none.
    if (!GrammarAST.isGroup(element.$container)) return () => call;
    return () => `{\nconst before = cst.content.length;\n${call}\nif (cst.content.length === before) r.refuse();\n}`;
  }
  const read = `const part = r.open(cst, ${source(assignment)});\nconst value = ${rule.name}(r, part);`;
  const { feature, operator } = assignment;
  const at = operator === '+=' ? `, node.${feature}.length` : '';
  const value = isData(rule) ? 'value' : `r.adopt(value, part, node, '${feature}'${at})`;
  return () => `{\n${read}\nif (r.close(part)) ${assign(assignment, value)}\n}`;
}

function assign({ operator, feature }: GrammarAST.Assignment, value: string): string {
  if (operator === '?=') return `node.${feature} = true;`;
  return operator === '+=' ? `node.${feature}.push(${value});` : `node.${feature} = ${value};`;
}

/** Takes a token. One that was made up is not in the text and says nothing. */
function taking(context: Context, name: string, assignment: GrammarAST.Assignment | undefined, value: string): string {
  const taken = `r.take(cst, ${kindOf(name)}, ${source(assignment)})`;
  if (assignment) return `if (${taken}) ${assign(assignment, value)}`;
  return isData(context.rule) ? `if (${taken}) text += r.image;` : `${taken};`;
}

/** `{infer Or.operands+=current}`: what was read so far becomes the first part of something larger. */
function action(element: GrammarAST.Action): string {
  const type = element.inferredType?.name ?? element.type?.ref?.name;
  if (!type || element.operator !== '+=' || !element.feature) throw new Error('An action that is not written down.');
  return `const first = node;\n${creation(type)}\nnode.${element.feature}.push(r.enclose(first, cst, from, node, '${element.feature}', 0));`;
}

const { types } = shared.AstReflection as unknown as {
  readonly types: Readonly<
    Record<string, { readonly properties: Readonly<Record<string, { readonly defaultValue?: unknown }>> }>
  >;
};

/** Makes the object, with all properties that its type can have, so that all of a type are laid out alike. */
function creation(type: string): string {
  const properties = Object.entries(types[type]!.properties).map(
    ([name, { defaultValue }]) => `${name}: ${defaultValue === undefined ? 'undefined' : JSON.stringify(defaultValue)}`,
  );
  const own = [`$type: '${type}'`, '$cstNode: cst', '$container: undefined', '$containerProperty: undefined'];
  return `node = { ${[...own, '$containerIndex: undefined', ...properties].join(', ')} };`;
}

function ruleFunction(rule: GrammarAST.ParserRule): string {
  const context: Context = { rule, or: 1, optional: 1, many: 1, decisions: [] };
  const body = build(context, rule.definition)();
  if (isData(rule)) {
    return [
      ...context.decisions,
      `function ${rule.name}(r: Reader, cst: CompositeCstNodeImpl): string {\nlet text = '';\n${body}\nreturn text;\n}`,
    ].join('\n');
  }
  const assigns = /\bnode\.\w+( = |\.push)/.test(body);
  const passes = /\bnode = [A-Z]\w*\(r, cst\)/.test(body);
  const encloses = body.includes('r.enclose(');
  if (assigns && passes && !encloses) throw new Error(`${rule.name} both reads something itself and passes on.`);
  const lines = [
    `function ${rule.name}(r: Reader, cst: CompositeCstNodeImpl): Built {`,
    encloses ? 'const from = cst.content.length;' : '',
    'let node!: Built;',
    passes ? '' : creation(GrammarUtils.getTypeName(rule)),
    body,
    'return node;',
    '}',
  ];
  return [...context.decisions, ...lines.filter(Boolean)].join('\n');
}

const reachable = GrammarUtils.getAllReachableRules(Salesflow.Grammar, false);
const written = Salesflow.Grammar.rules.filter(GrammarAST.isParserRule).filter((rule) => reachable.has(rule));
const functions = written.map(ruleFunction);
const named = written.filter((rule) => !isData(rule)).map(({ name }) => name);
const rules = `// Generated by scripts/make-parser.ts from the grammar. Do not edit.
// @ts-nocheck: that taking a token changes the next one's kind is more than the type checker sees.
import type { CompositeCstNodeImpl } from 'langium';
import { unquote } from '../../../base/strings.ts';
import { toNumber } from '../../value-converter.ts';
import { type Built, property, type Reader, type Rule, WORD } from '../reader.ts';

${features.map((name) => `const F_${name} = property('${name}');`).join('\n')}

${functions.join('\n\n')}

/** All rules that give objects, by their names in the grammar. */
export const rules = { ${named.join(', ')} } as { readonly File: Rule; readonly [name: string]: Rule | undefined };
`;

// Tokens ------------------------------------------------------------------------------------------------------------------

/** Token types as Langium's own builder makes them. */
const tokenTypes = new DefaultTokenBuilder().buildTokens(Salesflow.Grammar) as TokenType[];
const names = tokenTypes.map(({ name }) => name);
if ([...names, 'EOF'].join() !== tokenNames.join()) throw new Error('The tokens are numbered in another order.');
const keywords = tokenTypes.filter(({ PATTERN }) => typeof PATTERN === 'string');
for (const { name, LONGER_ALT } of keywords) {
  const longer = (LONGER_ALT as TokenType[]).map((type) => type.name).join();
  if (longer !== (isWord(name) ? 'ID' : '')) throw new Error(`${name} may also start: ${longer}.`);
}
const terminals = tokenTypes.slice(keywords.length).map(({ name, PATTERN }) => `  ${name}: ${PATTERN}y,`);
const tokens = `// Generated by scripts/make-parser.ts from the grammar. Do not edit.

/** Texts of the keywords, the longest first. The kind of a token is the index of its keyword. */
export const keywords: readonly string[] = ${JSON.stringify(keywords.map(({ name }) => name))};

/** What is no keyword, in the order in which it is tried. Kinds go on from the keywords; the end of the text comes last. */
export const terminals = {
${terminals.join('\n')}
};
`;

for (const [name, text] of [
  ['rules.ts', rules],
  ['tokens.ts', tokens],
] as const) {
  const file = `${folder}/${name}`;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} does not match the grammar. Run \`npm run generate:language\` and commit the result.`);
    process.exitCode = 1;
  }
}
