import type { Finding } from '../model/finding.ts';
import { ruleById, rules } from './registry.ts';

/**
 * Drops findings that say less than another one at the same semantic path or above it: a step that should not exist
 * need not be told what it lacks. Which those are, a rule says in `supersedes`.
 */
export function withoutSuperseded(findings: readonly Finding[]): readonly Finding[] {
  const strong = findings.filter((finding) => ruleById(finding.rule)?.supersedes);
  if (strong.length === 0) return findings;
  const byPath = new Map<string, Set<string>>();
  for (const finding of strong) {
    const superseded = byPath.get(finding.path) ?? new Set();
    for (const pattern of ruleById(finding.rule)?.supersedes ?? []) superseded.add(pattern);
    byPath.set(finding.path, superseded);
  }
  return findings.filter((finding) => {
    for (let path = finding.path; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      const superseded = byPath.get(path);
      if (superseded && (superseded.has(finding.rule) || superseded.has(`${finding.standard}/*`))) return false;
    }
    return true;
  });
}

const order = new Map(rules.map((rule, index) => [rule.id, index]));

/** Of several conclusions from the same words keeps that of the rule that comes first in the registry. */
export function firstOnSameWords(findings: readonly Finding[]): Finding[] {
  const worded = findings.filter((finding) => ruleById(finding.rule)?.basis === 'wording');
  worded.sort(
    (a, b) =>
      (a.span.uri < b.span.uri ? -1 : Number(a.span.uri > b.span.uri)) ||
      a.span.start - b.span.start ||
      precedence(a) - precedence(b),
  );
  const dropped = new Set<Finding>();
  let last: Finding | undefined;
  for (const finding of worded) {
    if (last && overlap(last, finding)) {
      const weaker = precedence(finding) < precedence(last) ? last : finding;
      dropped.add(weaker);
      if (weaker === finding) continue;
    }
    last = finding;
  }
  return findings.filter((finding) => !dropped.has(finding));
}

function precedence(finding: Finding): number {
  return order.get(finding.rule) ?? order.size;
}

function overlap(a: Finding, b: Finding): boolean {
  return a.span.uri === b.span.uri && a.span.start < b.span.end && b.span.start < a.span.end;
}
