import type { Finding, Fix } from '../model/finding.ts';
import { applyFixes, type Texts } from './edits.ts';

/** What {@link fixAll} did. */
export interface FixResult {
  /** All texts, changed or not. */
  readonly texts: Texts;
  /** What was put right, in the order it was done. */
  readonly applied: readonly { readonly rule: string; readonly title: string; readonly uri: string }[];
  /** What is found in the texts as they now are. */
  readonly remaining: readonly Finding[];
}

export interface FixOptions {
  /** `safe` makes only edits that keep the meaning; `suggestion` also the first edit offered for other findings. */
  readonly safety: Fix['safety'];
  /** Restricts what is fixed, such as to one rule or one file. */
  readonly only?: (finding: Finding) => boolean;
  /** Rounds after which it stops though more could be fixed. */
  readonly maxRounds?: number;
}

/**
 * Makes fixes until nothing changes. A fix after which the text has more errors than before is undone and not tried
 * again, so that the result is never worse than the input.
 */
export async function fixAll(
  texts: Texts,
  lint: (texts: Texts) => Promise<readonly Finding[]>,
  options: FixOptions,
): Promise<FixResult> {
  const rejected = new Set<string>();
  const done: FixResult['applied'][number][] = [];
  let current = texts;
  let findings = await lint(current);
  for (let round = 0; round < (options.maxRounds ?? 50); round++) {
    const candidates = candidatesIn(findings, options, rejected);
    if (candidates.length === 0) break;
    let attempt = applyFixes(
      current,
      candidates.map(({ fix }) => fix),
    );
    let result = await lint(attempt.texts);
    if (worse(findings, result) && attempt.applied.length > 1) {
      attempt = applyFixes(current, [candidates[0]!.fix]);
      result = await lint(attempt.texts);
    }
    const made = candidates.filter(({ fix }) => attempt.applied.includes(fix));
    // The same edit may be due again where a list held the same twice, but not where it did not help.
    for (const { finding, fix } of made)
      if (worse(findings, result) || !isLess(findings, result, finding)) rejected.add(keyOf(finding, fix));
    if (attempt.applied.length === 0) {
      for (const { finding, fix } of candidates) rejected.add(keyOf(finding, fix));
      continue;
    }
    if (worse(findings, result)) continue;
    done.push(...made.map(({ finding, fix }) => ({ rule: finding.rule, title: fix.title, uri: finding.span.uri })));
    current = attempt.texts;
    findings = result;
  }
  return { texts: current, applied: done, remaining: findings };
}

interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
}

function candidatesIn(findings: readonly Finding[], options: FixOptions, rejected: ReadonlySet<string>): Candidate[] {
  return findings.flatMap((finding) => {
    if (options.only && !options.only(finding)) return [];
    const fix = finding
      .fixes()
      .find(
        (each) => (options.safety === 'suggestion' || each.safety === 'safe') && !rejected.has(keyOf(finding, each)),
      );
    return fix ? [{ finding, fix }] : [];
  });
}

/** A fix by what it is for, not where it stands: places move while other fixes are made. */
function keyOf(finding: Finding, fix: Fix): string {
  return JSON.stringify([finding.rule, finding.path, finding.message, fix.title]);
}

/** Whether a rule finds less than before, or at least not the same there any more. */
function isLess(before: readonly Finding[], after: readonly Finding[], { rule, path, message }: Finding): boolean {
  const ofRule = (each: Finding) => each.rule === rule;
  const same = (each: Finding) => ofRule(each) && each.path === path && each.message === message;
  return [ofRule, same].some((is) => after.filter(is).length < before.filter(is).length);
}

function worse(before: readonly Finding[], after: readonly Finding[]): boolean {
  return syntaxErrors(after) > syntaxErrors(before);
}

function syntaxErrors(findings: readonly Finding[]): number {
  return findings.filter(({ standard, severity }) => standard === 'language' && severity === 'error').length;
}
