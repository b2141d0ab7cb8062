import { flat } from '../base/strings.ts';
import { moved, originOf } from '../model/build/moved.ts';
import { type Finding, type Fix, processOf, type Severity } from '../model/finding.ts';
import type { Process, ProjectModel } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import { forgetReadings } from '../prose/index.ts';
import type { Config } from './config.ts';
import { firstOnSameWords, withoutSuperseded } from './dedupe.ts';
import { ruleUrl } from './links.ts';
import { TrackedLookup } from './lookup.ts';
import { forgetMemos } from './memo.ts';
import { ruleById, rules } from './registry.ts';
import type { EnforcementGap, ProcessRule, ProjectRule, Report, Rule } from './rule.ts';
import { type Settings, SettingsResolver, type Surface } from './settings.ts';
import { applySuppressions } from './suppression/apply.ts';
import { type ProcessUses, usesOf } from './uses.ts';
import { variantView } from './variant-view.ts';

export interface LintOptions {
  readonly config: Config;
  readonly surface: Surface;
  /** ISO date that suppressions expire against. */
  readonly today: string;
  /** Criteria that the configured CRMs cannot enforce, as their backends tell. */
  readonly enforcement?: readonly EnforcementGap[];
  /**
   * Only what the rules about processes say of this file, for an answer while someone types: rules about the whole
   * project, limits of CRMs and what suppressions hide are left out.
   */
  readonly file?: string;
  /** Findings of other layers (CRM limits), which get their severity, order and suppressions here. */
  readonly external?: readonly Finding[];
}

/** What looking at processes one by one gave: all that is needed of them from then on. Plain data. */
export interface Look {
  readonly findings: readonly (Omit<Report, 'fixes'> & { readonly rule: string })[];
  readonly uses: readonly ProcessUses[];
}

/** Checks projects against the standards, and remembers per process what it found. */
export interface Linter {
  /** What is found, sorted by file and place. Never throws for what people may write. */
  lint(model: ProjectModel, options: LintOptions): Finding[];

  /** The first half of {@link lint}: looks at the processes of a model, which may be a part of a project's. */
  look(model: ProjectModel, options: LintOptions): Look;

  /**
   * The second half, for all processes of a project at once: what rules about the whole project find, severities and
   * suppressions. It offers no fixes.
   *
   * @param model the project's, which may be without processes
   */
  conclude(model: ProjectModel, looks: readonly Look[], options: LintOptions): Finding[];

  /** Lets go of what only a fresh look at a text needs, for a server at rest. */
  rest(): void;
}

/** The settings in force in a file, or for a process of it. */
type Place = (uri: string, process?: string) => Settings;

interface RawFinding extends Report {
  readonly rule: Rule;
}

/** A finding of a rule about processes as it is kept: how to mend it is worked out anew, see {@link fixesOf}. */
interface KeptFinding extends Omit<Report, 'fixes'> {
  readonly rule: Rule;
  readonly from?: Check;
  /** Which of the check's findings it is. */
  readonly index?: number;
  readonly fixes?: Report['fixes'];
}

/** What one look at a process depends on, besides what it looks up. */
interface Check {
  readonly process: Process;
  readonly settings: Settings;
  readonly config: Config;
}

interface Remembered {
  readonly check: Check;
  readonly lookup: TrackedLookup;
  readonly findings: readonly KeptFinding[];
}

const processRules = rules.filter((rule): rule is ProcessRule => rule.scope === 'process');
const projectRules = rules.filter((rule): rule is ProjectRule => rule.scope === 'project');
const ruleIds = rules.map((rule) => rule.id);

export function createLinter(): Linter {
  /** By the first of those processes that only moved. */
  const remembered = new WeakMap<Process, Remembered>();
  const resolvers = new WeakMap<Config, Map<Surface, SettingsResolver>>();

  function resolverFor(config: Config, surface: Surface): SettingsResolver {
    let bySurface = resolvers.get(config);
    if (!bySurface) {
      bySurface = new Map();
      resolvers.set(config, bySurface);
    }
    let resolver = bySurface.get(surface);
    if (!resolver) {
      resolver = new SettingsResolver(config, surface);
      bySurface.set(surface, resolver);
    }
    return resolver;
  }

  function findingsOf(
    process: Process,
    model: ProjectModel,
    settings: Settings,
    config: Config,
  ): readonly KeptFinding[] {
    const origin = originOf(process);
    const before = remembered.get(origin);
    if (before && before.check.settings === settings) {
      const lookedUp = before.lookup.compare(model);
      if (lookedUp === 'same' && before.check.process === process) return before.findings;
      if (lookedUp !== 'different' && isOfOwnPlaces(before)) {
        if (before.check.process === process) return before.findings;
        const now = movedTo(process, before);
        remembered.set(origin, now);
        return now.findings;
      }
    }
    const check: Check = { process, settings, config };
    const { lookup, found } = lookAfresh(check, model);
    const findings = found.map(keep(check));
    remembered.set(origin, { check, lookup, findings });
    return findings;
  }

  /** Settings by place, each worked out once. */
  function placesIn(root: string, { config, surface }: LintOptions): Place {
    const resolver = resolverFor(config, surface);
    const places = new Map<string, Map<string | undefined, Settings>>();
    return (uri, process) => {
      let inFile = places.get(uri);
      if (!inFile) {
        inFile = new Map();
        places.set(uri, inFile);
      }
      let settings = inFile.get(process);
      if (!settings) {
        settings = resolver.settingsFor(relativeTo(root, uri), process);
        inFile.set(process, settings);
      }
      return settings;
    };
  }

  function lookAt(model: ProjectModel, options: LintOptions, place: Place): KeptFinding[] {
    const raw: KeptFinding[] = [];
    for (const process of model.processes) {
      if (options.file !== undefined && process.span.uri !== options.file) continue;
      const settings = place(process.span.uri, process.name);
      for (const finding of findingsOf(process, model, settings, options.config)) raw.push(finding);
    }
    return raw;
  }

  return {
    lint(model, options) {
      const place = placesIn(model.root, options);
      const raw = lookAt(model, options, place);
      const processes = options.file === undefined ? model.processes.map(usesOf) : [];
      return conclude(model, raw, processes, options, place);
    },
    look(model, options) {
      const place = placesIn(model.root, options);
      const findings = model.processes.flatMap((process) => {
        const settings = place(process.span.uri, process.name);
        const { found } = lookAfresh({ process, settings, config: options.config }, model);
        return found.map(({ rule, at, path, message, related }) => ({ rule: rule.id, at, path, message, related }));
      });
      return {
        findings,
        uses: model.processes.map(usesOf),
      };
    },
    conclude(model, looks, options) {
      const raw = looks.flatMap(({ findings }) => findings.map(withRule));
      const processes = looks.flatMap(({ uses }) => uses);
      return conclude(model, raw, processes, options, placesIn(model.root, options));
    },
    rest: forgetReadings,
  };
}

function conclude(
  model: ProjectModel,
  raw: KeptFinding[],
  processes: readonly ProcessUses[],
  options: LintOptions,
  place: Place,
): Finding[] {
  const rulesOfProject = options.file === undefined ? projectRules : [];
  for (const rule of rulesOfProject) checkProject(rule, model, processes, options, place(model.root), raw);
  const findings = toFindings(raw, model, place);
  for (const finding of options.external ?? []) addExternal(findings, finding, place);
  const { findings: kept, reports } = applySuppressions(model, firstOnSameWords(findings), {
    today: options.today,
    ruleIds,
    ran: (id, uri) => ran(id, place(uri), options),
  });
  if (options.file !== undefined) return [...withoutSuperseded(kept)].sort(byPlace);
  forgetMemos();
  const all = [...withoutSuperseded(kept), ...toFindings(reports.map(withRule), model, place)];
  return all.sort(byPlace);
}

/** Whether all findings stand, and point, inside their process: then they move with it. */
function isOfOwnPlaces({ check, findings }: Remembered): boolean {
  const { span } = check.process;
  const isOwn = (place: Span) => place.uri === span.uri && span.start <= place.start && place.end <= span.end;
  return findings.every(({ at, related }) => isOwn(at) && (related ?? []).every((other) => isOwn(other.span)));
}

/** What was found in a process that has moved since. */
function movedTo(process: Process, { check, lookup, findings }: Remembered): Remembered {
  const by = process.span.start - check.process.span.start;
  const now: Check = { ...check, process };
  return {
    check: now,
    lookup,
    findings: findings.map((finding) => ({
      ...finding,
      at: moved(finding.at, by),
      ...(finding.related ? { related: moved(finding.related, by) } : {}),
      ...(finding.from ? { from: now } : {}),
    })),
  };
}

/**
 * Equal paths, messages and related places of a process are one, and objects have one shape, written out: tens of
 * thousands are kept, and spreading would give each a second part.
 */
function keep(check: Check): (finding: RawFinding, index: number) => KeptFinding {
  const texts = new Map<string, string>();
  const places = new Map<string, Report['related']>();
  return ({ rule, at, path, message, related, fixes }, index) => ({
    rule,
    at,
    path: shared(texts, path, path),
    message: shared(texts, message, message),
    related: related && shared(places, keyOf(related), related),
    from: fixes ? check : undefined,
    index,
  });
}

/** What was the first with that key. */
function shared<Value>(known: Map<string, Value>, key: string, value: Value): Value {
  const first = known.get(key);
  if (first !== undefined) return first;
  known.set(key, value);
  return value;
}

function keyOf(related: NonNullable<Report['related']>): string {
  return related.map(({ message, span }) => `${message}\n${span.uri}\n${span.start}\n${span.end}`).join('\n');
}

/** Looks at a process, and forgets what was only worked out for this look. */
function lookAfresh(check: Check, model: ProjectModel): { lookup: TrackedLookup; found: RawFinding[] } {
  const lookup = new TrackedLookup(model);
  const found = checkProcess(check, lookup);
  forgetMemos();
  return { lookup, found };
}

function checkProcess({ process: source, settings, config }: Check, lookup: TrackedLookup): RawFinding[] {
  const findings: RawFinding[] = [];
  const process = variantView(source, lookup);
  const steps = process.variantOf ? process.steps.filter((step) => step.origin !== 'inherited') : process.steps;
  for (const rule of processRules) {
    if (settings.level(rule) === 'off') continue;
    rule.check({
      process,
      steps,
      options: settings.options(rule),
      vocabulary: config.vocabulary,
      lookup,
      report: (report) => findings.push({ ...report, message: flat(report.message), rule }),
    });
  }
  return findings;
}

function checkProject(
  rule: ProjectRule,
  model: ProjectModel,
  processes: readonly ProcessUses[],
  options: LintOptions,
  settings: Settings,
  findings: KeptFinding[],
): void {
  rule.check({
    model,
    processes,
    enforcement: options.enforcement ?? [],
    options: settings.options(rule),
    vocabulary: options.config.vocabulary,
    lookup: new TrackedLookup(model),
    report: (report) => findings.push({ ...report, message: flat(report.message), rule }),
  });
}

/** Gives each finding its severity where it stands, drops what is off there, and what a variant only inherits twice. */
function toFindings(raw: readonly KeptFinding[], model: ProjectModel, place: Place): Finding[] {
  const seen = new Map<string, Set<string>>();
  const findings: Finding[] = [];
  for (const kept of raw) {
    const { rule, at, path, message, related } = kept;
    const level = place(at.uri, processOf(path)).level(rule);
    if (level === 'off') continue;
    const { id, standard } = rule;
    const inFile = seen.get(at.uri) ?? new Set();
    if (inFile.size === 0) seen.set(at.uri, inFile);
    const before = inFile.size;
    if (inFile.add(`${id} ${at.start} ${at.end}`).size === before) continue;
    findings.push({
      rule: id,
      standard,
      severity: level satisfies Severity,
      message,
      span: at,
      path,
      related: related ?? [],
      url: ruleUrl(id),
      fixes: () => fixesOf(kept, model),
    });
  }
  return findings;
}

/** The last look that was taken again for the sake of fixes, which are mostly asked for process by process. */
let again:
  | { readonly check: Check; readonly model: ProjectModel; readonly findings: readonly RawFinding[] }
  | undefined;

/**
 * The edits that put a finding right. What a rule needs to work them out, and the rule's whole memory of the process
 * with it, is not kept with each finding: most are never fixed, so the few that are pay for a second look.
 */
function fixesOf({ from, index, fixes }: KeptFinding, model: ProjectModel): readonly Fix[] {
  if (fixes) return fixes(model);
  if (!from || index === undefined) return [];
  if (again?.check !== from || again.model !== model)
    again = { check: from, model, findings: checkProcess(from, new TrackedLookup(model)) };
  return again.findings[index]?.fixes?.(model) ?? [];
}

function addExternal(findings: Finding[], finding: Finding, place: Place): void {
  const rule = ruleById(finding.rule);
  const severity = rule ? place(finding.span.uri, processOf(finding.path)).level(rule) : finding.severity;
  if (severity !== 'off') findings.push({ ...finding, severity });
}

function withRule(report: Report & { readonly rule: string }): RawFinding {
  return { ...report, rule: ruleById(report.rule)! };
}

/** Whether a rule had its say about a file, so that a suppression of it can be called unused. */
function ran(id: string, settings: Settings, options: LintOptions): boolean {
  const rule = ruleById(id);
  if (!rule || settings.level(rule) === 'off') return false;
  if (rule.standard === 'suppression') return false;
  return rule.scope !== 'external' || options.external !== undefined;
}

function relativeTo(root: string, uri: string): string {
  const base = root.endsWith('/') ? root : `${root}/`;
  const path = uri.startsWith(base) ? uri.slice(base.length) : uri.replace(/^[a-z][a-z0-9+.-]*:\/*/i, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function byPlace(a: Finding, b: Finding): number {
  if (a.span.uri !== b.span.uri) return a.span.uri < b.span.uri ? -1 : 1;
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.rule < b.rule ? -1 : Number(a.rule > b.rule))
  );
}
