import { nearest } from '../../base/nearest.ts';
import type { Finding, Fix } from '../../model/finding.ts';
import type { ProjectModel } from '../../model/model.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import { regionAt, regionsOf } from '../comments.ts';
import { indentAt, lineStart, newline, removeLines, replace } from '../edits.ts';
import type { Report } from '../rule.ts';
import { anchorOf, type Directive, directivesOf } from './directives.ts';

/** What is reported about a suppression, with the id of the rule that says so. */
export type SuppressionReport = Report & { readonly rule: string };

export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly reports: readonly SuppressionReport[];
}

export interface SuppressionContext {
  /** ISO date. */
  readonly today: string;
  readonly ruleIds: readonly string[];
  /** Whether a rule ran here, so that finding nothing means something. */
  readonly ran: (rule: string, uri: string) => boolean;
}

/** Takes out the findings that a comment suppresses, and reports on the comments themselves. */
export function applySuppressions(
  model: ProjectModel,
  findings: readonly Finding[],
  context: SuppressionContext,
): Suppressed {
  const files = model.files.filter((file) => directivesOf(file).length > 0);
  if (files.length === 0) return { findings, reports: [] };
  const used = new Set<Span>();
  const kept = findings.filter((finding) => {
    if (finding.standard === 'suppression' || finding.standard === 'config') return true;
    const file = model.file(finding.span.uri);
    if (!file) return true;
    const at = anchorOf(file, finding.span.start);
    let suppressed = false;
    for (const directive of directivesOf(file)) {
      if (!isInForce(directive, context.today) || at < directive.from || at > directive.to) continue;
      for (const rule of directive.rules) {
        if (rule.name !== finding.rule) continue;
        used.add(rule.span);
        suppressed = true;
      }
    }
    return !suppressed;
  });
  const reports = files.flatMap((file) =>
    directivesOf(file).flatMap((directive) => judge(file, directive, used, context)),
  );
  return { findings: kept, reports };
}

function isInForce(directive: Directive, today: string): boolean {
  return (
    directive.reason !== '' && (!directive.until || (isDate(directive.until.date) && today <= directive.until.date))
  );
}

function judge(
  file: SourceFile,
  directive: Directive,
  used: ReadonlySet<Span>,
  context: SuppressionContext,
): SuppressionReport[] {
  const path = '';
  if (directive.rules.length === 0) {
    const message = 'This suppression names no rule, so it has no effect. Write the id of the rule before the colon.';
    return [{ rule: 'suppression/unknown-rule', at: directive.keyword, path, message }];
  }
  const unknown = directive.rules.filter((rule) => !context.ruleIds.includes(rule.name));
  const reports: SuppressionReport[] = unknown.map((rule) => unknownRule(rule, context.ruleIds));
  if (directive.reason === '') {
    const message = 'This suppression gives no reason, so it has no effect. Write the reason after a colon.';
    reports.push({
      rule: 'suppression/needs-reason',
      at: directive.keyword,
      path,
      message,
      fixes: () => [removal(file, directive)],
    });
  } else if (directive.until && !isDate(directive.until.date)) {
    const message = `"${directive.until.date}" is not a date, so this suppression has no effect. Write it as 2027-03-31.`;
    reports.push({ rule: 'suppression/expired', at: directive.until.span, path, message });
  } else if (directive.until && !isInForce(directive, context.today)) {
    const message = `This suppression ended on ${directive.until.date}, so what it hid is reported again. Put that right, or agree on a new date.`;
    const fixes = () => [removal(file, directive)];
    reports.push({ rule: 'suppression/expired', at: directive.until.span, path, message, fixes });
  } else {
    for (const rule of directive.rules) {
      if (used.has(rule.span) || unknown.includes(rule) || !context.ran(rule.name, file.uri)) continue;
      const message = `"${rule.name}" finds nothing here, so this suppression would hide the next mistake. Delete it.`;
      const fixes = () => [removeRule(file, directive, rule)];
      reports.push({ rule: 'suppression/unused', at: rule.span, path, message, fixes });
    }
  }
  return reports;
}

function unknownRule(rule: { name: string; span: Span }, ids: readonly string[]): SuppressionReport {
  const match = ids.find((id) => id.endsWith(`/${rule.name}`)) ?? nearest(rule.name, ids)[0];
  const hint = match === undefined ? ' "salesflow rules" lists them all.' : ` Did you mean "${match}"?`;
  return {
    rule: 'suppression/unknown-rule',
    at: rule.span,
    path: '',
    message: `There is no rule "${rule.name}", so nothing is suppressed.${hint}`,
    fixes: () =>
      match === undefined
        ? []
        : [{ title: `Replace by "${match}"`, safety: 'suggestion', edits: [replace(rule.span, match)] }],
  };
}

function removeRule(file: SourceFile, directive: Directive, rule: { name: string; span: Span }): Fix {
  const title = `Delete the suppression of "${rule.name}"`;
  if (directive.rules.length === 1) return { title, safety: 'safe', edits: removeComment(file, directive.comment) };
  const index = directive.rules.findIndex((each) => each.span === rule.span);
  const neighbour = directive.rules[index + 1] ?? directive.rules[index - 1]!;
  const { uri } = file;
  const span =
    neighbour.span.start > rule.span.start
      ? { uri, start: rule.span.start, end: neighbour.span.start }
      : { uri, start: neighbour.span.end, end: rule.span.end };
  return { title, safety: 'safe', edits: [replace(span, '')] };
}

/** Deletes a suppression that hides nothing as it is. */
function removal(file: SourceFile, directive: Directive): Fix {
  return { title: 'Delete the suppression', safety: 'suggestion', edits: removeComment(file, directive.comment) };
}

function removeComment(file: SourceFile, comment: Span) {
  const before = file.text.slice(lineStart(file.text, comment.start), comment.start);
  if (before.trim() === '') return removeLines(file, comment);
  const gap = /[ \t]*$/.exec(before)![0].length;
  return [replace({ uri: file.uri, start: comment.start - gap, end: comment.end }, '')];
}

/** How long a suppression added from the editor's menu holds. */
const graceDays = 30;

/**
 * The edit that suppresses a finding for 30 days from today, which asks for a decision then.
 *
 * It is not among the finding's own fixes: it puts nothing right.
 */
export function suppressionFix(model: ProjectModel, finding: Finding, today: string): Fix | undefined {
  const file = model.file(finding.span.uri);
  if (!file || finding.standard === 'suppression' || finding.standard === 'config') return undefined;
  const { uri, text } = file;
  const at = anchorOf(file, finding.span.start);
  const start = lineStart(text, at);
  if (regionAt(regionsOf(file), start)?.kind === 'comment') return undefined;
  const until = new Date(Date.parse(today) + graceDays * 86_400_000).toISOString().slice(0, 10);
  const comment = `// salesflow-ignore ${finding.rule}: accepted for now until ${until}`;
  const indent = indentAt(text, at);
  const newText = `${indent}${comment}${newline(text)}`;
  return {
    title: `Suppress ${finding.rule} here until ${until}`,
    safety: 'suggestion',
    edits: [replace({ uri, start, end: start }, newText)],
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
