/** The labelled statements, and how they are parted into those the patterns are developed on and those held back. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Claims, Kind } from '../../server/src/prose/index.ts';
import {
  isBuyerInternal,
  isFactual,
  isFollowUp,
  isInspectable,
  isSellerInternal,
  isSkippable,
  read,
} from '../../server/src/prose/index.ts';

export interface Statement {
  readonly id: string;
  /** Statements of one source come from one organisation. */
  readonly source: string;
  readonly kind: 'step' | 'exit' | 'activity' | 'guidance';
  readonly text: string;
  readonly factual: boolean | null;
  readonly inspectable: boolean | null;
  readonly followup: boolean | null;
  readonly buyer_internal: boolean | null;
  readonly required: 'always' | 'skippable' | 'unclear' | null;
  readonly seller_internal: boolean | null;
  /** Careful readers disagree. */
  readonly doubt: boolean;
}

export function statements(file: string): readonly Statement[] {
  const path = fileURLToPath(new URL(`../corpus/${file}`, import.meta.url));
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Statement);
}

/** 32-bit FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** About three sources in ten are held back: patterns are never tuned on them. */
export const isHeldBack = (statement: Statement): boolean => hash(`14:${statement.source}`) % 10 < 3;

const KINDS: Readonly<Record<Statement['kind'], Kind>> = {
  step: 'step',
  exit: 'criterion',
  activity: 'action',
  guidance: 'guidance',
};

export const claimsOf = (statement: Statement): Claims => read(statement.text, KINDS[statement.kind]);

export interface Label {
  readonly name: string;
  /** `undefined`: not labelled. */
  readonly truth: (s: Statement) => boolean | undefined;
  readonly predicted: (claims: Claims) => boolean;
  /** What two careful people reach against each other. */
  readonly people: number | undefined;
}

const not = (value: boolean | null): boolean | undefined => (value === null ? undefined : !value);

export const LABELS: readonly Label[] = [
  { name: 'non-factual', truth: (s) => not(s.factual), predicted: (c) => !isFactual(c), people: 0.9 },
  { name: 'not inspectable', truth: (s) => not(s.inspectable), predicted: (c) => !isInspectable(c), people: undefined },
  { name: 'follow-up', truth: (s) => s.followup ?? undefined, predicted: isFollowUp, people: 0.81 },
  { name: 'buyer-internal', truth: (s) => s.buyer_internal ?? undefined, predicted: isBuyerInternal, people: 0.78 },
  {
    name: 'skippable',
    truth: (s) => (s.required === null ? undefined : s.required === 'skippable'),
    predicted: isSkippable,
    people: 0.75,
  },
  {
    name: 'seller-internal',
    truth: (s) => s.seller_internal ?? undefined,
    predicted: isSellerInternal,
    people: undefined,
  },
];

export interface Score {
  readonly label: Label;
  readonly hits: readonly Statement[];
  /** Said, but not so. */
  readonly falseAlarms: readonly Statement[];
  /** So, but not said. */
  readonly misses: readonly Statement[];
  readonly rest: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function score(label: Label, among: readonly Statement[]): Score {
  const hits: Statement[] = [];
  const falseAlarms: Statement[] = [];
  const misses: Statement[] = [];
  let rest = 0;
  for (const statement of among) {
    const truth = label.truth(statement);
    if (truth === undefined) continue;
    const predicted = label.predicted(claimsOf(statement));
    if (truth && predicted) hits.push(statement);
    else if (predicted) falseAlarms.push(statement);
    else if (truth) misses.push(statement);
    else rest += 1;
  }
  const precision = hits.length / (hits.length + falseAlarms.length);
  const recall = hits.length / (hits.length + misses.length);
  const f1 = (2 * hits.length) / (2 * hits.length + falseAlarms.length + misses.length);
  return { label, hits, falseAlarms, misses, rest, precision, recall, f1 };
}
