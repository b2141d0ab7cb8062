import type {
  ActivityEvidence,
  ActivityKind,
  ActivityState,
  ComparisonOperator,
  ContactEvidence,
  DocumentEvidence,
  DocumentState,
  Duration,
  Evidence,
  FieldTest,
  Value,
} from './evidence.ts';
import type { Criterion, ProjectModel } from './model.ts';
import type { ElementId, Ref } from './source.ts';

/** What evidence says about a record: `unknown` where the record does not hold the data that would tell. */
export type Truth = 'true' | 'false' | 'unknown';

/**
 * The value of one field, by type:
 *
 * | type | value |
 * |---|---|
 * | text, longtext, url, email, phone | text; the empty text counts as not set |
 * | number, currency | a number |
 * | percent | percentage points: 20 for 20 % |
 * | date | `YYYY-MM-DD` |
 * | datetime | ISO 8601 with `T`; without an offset it is UTC |
 * | yesno | true or false |
 * | choice | the declared name of the choice |
 * | multichoice | declared names; none counts as not set |
 * | user | the user's name |
 *
 * `null` and a missing key both mean not set.
 */
export type FieldData = string | number | boolean | readonly string[] | null;

/** A meeting, call, email or task on the record. */
export interface ActivityData {
  readonly kind: ActivityKind;
  /** Subject or type, compared without regard to case. */
  readonly label?: string;
  /** The furthest it has come; see {@link activityStates} for what that implies. */
  readonly state: ActivityState;
  /** The day it took place or is planned for, `YYYY-MM-DD`. */
  readonly on?: string;
  /** Names of the personas and roles who take part. */
  readonly parties?: readonly string[];
}

export interface DocumentData {
  /** The declared name of the document, or its label; compared without regard to case. */
  readonly name: string;
  /** The furthest it has come: attached, sent, viewed, signed, each implying those before. */
  readonly state: DocumentState;
  /** Names of the personas and roles who brought it to that state. */
  readonly parties?: readonly string[];
}

/**
 * A record as evidence is checked against it, in plain data.
 *
 * A list that is missing means "not known", an empty list means "there is none": a CRM that holds no activities at all
 * cannot say that no meeting was held.
 */
export interface RecordData {
  /** The day of the question, `YYYY-MM-DD`. */
  readonly today: string;
  /** The moment of the question, ISO 8601; the start of {@link today} in UTC where it is missing. */
  readonly now?: string;
  /** Values by object and field name, such as `deal.amount`. */
  readonly fields: Readonly<Record<string, FieldData | undefined>>;
  readonly activities?: readonly ActivityData[];
  readonly documents?: readonly DocumentData[];
  /** Contacts linked to the record, with the buying role of each. */
  readonly contacts?: readonly { readonly buysAs: string }[];
  /** Approvals asked for, by declared name; one that is not listed was not granted. */
  readonly approvals?: readonly { readonly name: string; readonly granted: boolean }[];
  /** Answers to `manual "…"`, by its text; without one it is unknown. */
  readonly manual?: Readonly<Record<string, boolean>>;
}

/** Days in a duration: a week has 7, a month counts as 30 everywhere, so that every CRM measures alike. */
export function durationDays(duration: Pick<Duration, 'amount' | 'unit'>): number {
  const perUnit = { minutes: 1 / 1440, hours: 1 / 24, days: 1, weeks: 7, months: 30 };
  return duration.amount * perUnit[duration.unit];
}

/** States an activity in that state has also been through: a held meeting was scheduled, and all but plans are logged. */
export function activityStates(state: ActivityState): readonly ActivityState[] {
  switch (state) {
    case 'held':
    case 'completed':
      return [state, 'scheduled', 'logged'];
    case 'replied':
      return [state, 'received', 'logged'];
    case 'scheduled':
    case 'logged':
      return [state];
    default:
      return [state, 'logged'];
  }
}

const documentOrder: readonly DocumentState[] = ['attached', 'sent', 'viewed', 'signed'];

/** The last part of an element id: `ent` of `choice:deal.segment.ent`. */
export function nameOf(id: ElementId | undefined): string | undefined {
  return id?.slice(Math.max(id.lastIndexOf('.'), id.indexOf(':')) + 1);
}

/** The key of a field in {@link RecordData.fields}: `deal.amount` of `field:deal.amount`. */
export function fieldKey(id: ElementId | undefined): string | undefined {
  return id?.slice(id.indexOf(':') + 1);
}

/** What the evidence says about the record, in three-valued logic (Kleene): a name that does not resolve is unknown. */
export function evaluate(evidence: Evidence, record: RecordData): Truth {
  switch (evidence.kind) {
    case 'and':
      return all(evidence.operands.map((part) => evaluate(part, record)));
    case 'or':
      return not(all(evidence.operands.map((part) => not(evaluate(part, record)))));
    case 'not':
      return not(evaluate(evidence.operand, record));
    case 'field':
      return evaluateField(fieldKey(evidence.field.target), evidence.test, record);
    case 'activity':
      return evaluateActivity(evidence, record);
    case 'document':
      return evaluateDocument(evidence, record);
    case 'contact':
      return evaluateContact(evidence, record);
    case 'approval': {
      const name = nameOf(evidence.approval.target);
      if (name === undefined || record.approvals === undefined) return 'unknown';
      return truth(record.approvals.some((approval) => approval.name === name && approval.granted));
    }
    case 'manual': {
      const answer = record.manual?.[evidence.text.value];
      return answer === undefined ? 'unknown' : truth(answer);
    }
  }
}

/**
 * Whether a criterion is met: `not-applicable` unless its `when` is true, then what its proof says; without a proof
 * nothing can tell.
 */
export function evaluateCriterion(
  criterion: Criterion,
  record: RecordData,
  model: Pick<ProjectModel, 'element'>,
): Truth | 'not-applicable' {
  if (criterion.when && evaluate(criterion.when, record) !== 'true') return 'not-applicable';
  const proof = effectiveProof(criterion, model);
  return proof ? evaluate(proof, record) : 'unknown';
}

/**
 * The proof of a criterion: as written, or, for a `collect` without one, that all it names is there; what it names in words
 * alone is for a person to say. `undefined` where nothing is said.
 */
export function effectiveProof(criterion: Criterion, model: Pick<ProjectModel, 'element'>): Evidence | undefined {
  if (criterion.proof || criterion.kind !== 'collect') return criterion.proof;
  const operands: Evidence[] = [];
  for (const item of criterion.items) {
    if (item.kind === 'field') operands.push(isSet(item.field));
    else if (item.kind === 'framework') {
      const framework = model.element(item.framework.target);
      if (framework?.kind !== 'framework') return undefined;
      operands.push(...framework.fields.map((field) => isSet({ ...field, span: item.span })));
    } else if (item.kind === 'document') {
      const { document, label, span } = item;
      operands.push({
        kind: 'document',
        document,
        label,
        state: 'attached',
        preposition: undefined,
        parties: [],
        span,
      });
    } else operands.push({ kind: 'manual', text: item.text, span: item.span });
  }
  if (operands.length === 0) return undefined;
  return operands.length === 1 ? operands[0] : { kind: 'and', operands, span: criterion.span };
}

function isSet(field: Ref): Evidence {
  return { kind: 'field', field, test: { test: 'set' }, span: field.span };
}

function truth(value: boolean): Truth {
  return value ? 'true' : 'false';
}

function not(value: Truth): Truth {
  return value === 'unknown' ? value : truth(value === 'false');
}

function all(values: readonly Truth[]): Truth {
  if (values.includes('false')) return 'false';
  return values.includes('unknown') ? 'unknown' : 'true';
}

function evaluateField(key: string | undefined, test: FieldTest, record: RecordData): Truth {
  if (key === undefined) return 'unknown';
  const value = present(record.fields[key]);
  if (test.test === 'set') return truth(value !== undefined);
  if (test.test === 'not-set') return truth(value === undefined);
  if (value === undefined) return 'unknown';
  switch (test.test) {
    case 'compare':
      return compare(value, test.operator, operand(test.value, record));
    case 'one-of': {
      const found = not(all(test.values.map((item) => not(compare(value, '=', operand(item, record))))));
      return test.negated ? not(found) : found;
    }
    case 'future':
      return negateIf(test.negated, compareDates(value, '>', now(value, record)));
    case 'past':
      return negateIf(test.negated, compareDates(value, '<', now(value, record)));
    case 'within': {
      const from = now(value, record);
      const until = addDays(from, durationDays(test.duration));
      return negateIf(test.negated, all([compareDates(value, '>=', from), compareDates(value, '<=', until)]));
    }
    case 'before':
      return negateIf(test.negated, compareDates(value, '<', operand(test.value, record)));
    case 'after':
      return negateIf(test.negated, compareDates(value, '>', operand(test.value, record)));
  }
}

function negateIf(negated: boolean, value: Truth): Truth {
  return negated ? not(value) : value;
}

type Present = Exclude<FieldData, null>;

function present(value: FieldData | undefined): Present | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

function operand(value: Value, record: RecordData): Present | undefined {
  switch (value.kind) {
    case 'choice':
      return nameOf(value.choice.target);
    case 'field': {
      const key = fieldKey(value.field.target);
      return key === undefined ? undefined : present(record.fields[key]);
    }
    default:
      return value.value;
  }
}

function compare(left: Present, operator: ComparisonOperator, right: Present | undefined): Truth {
  if (right === undefined) return 'unknown';
  if (isList(left) || isList(right)) return compareLists(left, operator, right);
  if (typeof left !== typeof right) return 'unknown';
  if (isDate(left) && isDate(right)) return compareDates(left, operator, right);
  if (typeof left === 'boolean' && operator !== '=' && operator !== '!=') return 'unknown';
  return truth(ordered(left, operator, right));
}

/** Of several choices `is X` asks whether X is among them. */
function compareLists(left: Present, operator: ComparisonOperator, right: Present): Truth {
  if (operator !== '=' && operator !== '!=') return 'unknown';
  const equal = isList(left)
    ? typeof right === 'string'
      ? left.includes(right)
      : isList(right) && left.length === right.length && left.every((item) => right.includes(item))
    : false;
  return truth(equal === (operator === '='));
}

function isList(value: Present): value is readonly string[] {
  return Array.isArray(value);
}

function ordered<T extends string | number | boolean>(left: T, operator: ComparisonOperator, right: T): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function isDate(value: Present): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value);
}

/** Two moments compare to the instant; as soon as one is a date alone, the calendar days (in UTC) compare. */
function compareDates(left: Present, operator: ComparisonOperator, right: Present | undefined): Truth {
  if (right === undefined || !isDate(left) || !isDate(right)) return 'unknown';
  if (left.includes('T') && right.includes('T')) return truth(ordered(instant(left), operator, instant(right)));
  return truth(ordered(day(left), operator, day(right)));
}

function instant(moment: string): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(moment) ? moment : `${moment}Z`);
}

function day(value: string): string {
  return value.includes('T') ? new Date(instant(value)).toISOString().slice(0, 10) : value;
}

/** The moment of the question, as fine as the value it is compared with. */
function now(value: Present, record: RecordData): string {
  const isMoment = typeof value === 'string' && value.includes('T');
  return isMoment ? (record.now ?? `${record.today}T00:00:00Z`) : record.today;
}

/** A moment moves by any time, a day by whole days only. */
function addDays(value: string, days: number): string {
  if (value.includes('T')) return new Date(instant(value) + days * 86_400_000).toISOString();
  return new Date(instant(`${value}T00:00:00Z`) + Math.trunc(days) * 86_400_000).toISOString().slice(0, 10);
}

function sameText(left: string | undefined, right: string): boolean {
  return left !== undefined && left.trim().toLowerCase() === right.trim().toLowerCase();
}

/** All of them take part; a name that does not resolve is nobody's. */
function takePart(parties: readonly Ref[], present: readonly string[] | undefined): boolean {
  return parties.every((party) => {
    const name = nameOf(party.target);
    return name !== undefined && present?.includes(name);
  });
}

function evaluateActivity(evidence: ActivityEvidence, record: RecordData): Truth {
  if (record.activities === undefined) return 'unknown';
  const label = evidence.label?.value;
  const matching = record.activities.filter(
    (activity) =>
      activity.kind === evidence.activity &&
      activityStates(activity.state).includes(evidence.state) &&
      (label === undefined || sameText(activity.label, label)) &&
      takePart(evidence.parties, activity.parties),
  );
  const needed = evidence.atLeast ?? 1;
  const inTime = matching.map((activity) => isRecent(activity, evidence, record));
  if (inTime.filter((value) => value === 'true').length >= needed) return 'true';
  return inTime.filter((value) => value !== 'false').length >= needed ? 'unknown' : 'false';
}

/** `within 5 days`: in the 5 days up to today, or, for what is scheduled, in the 5 days from today. */
function isRecent(activity: ActivityData, evidence: ActivityEvidence, record: RecordData): Truth {
  if (!evidence.within) return 'true';
  if (activity.on === undefined) return 'unknown';
  const days = durationDays(evidence.within);
  const [from, until] =
    evidence.state === 'scheduled'
      ? [record.today, addDays(record.today, days)]
      : [addDays(record.today, -days), record.today];
  return truth(activity.on >= from && activity.on <= until);
}

function evaluateDocument(evidence: DocumentEvidence, record: RecordData): Truth {
  if (record.documents === undefined) return 'unknown';
  const name = evidence.document ? nameOf(evidence.document.target) : evidence.label?.value;
  if (name === undefined) return 'unknown';
  const reached = documentOrder.indexOf(evidence.state);
  return truth(
    record.documents.some(
      (document) =>
        sameText(document.name, name) &&
        documentOrder.indexOf(document.state) >= reached &&
        takePart(evidence.parties, document.parties),
    ),
  );
}

function evaluateContact(evidence: ContactEvidence, record: RecordData): Truth {
  if (record.contacts === undefined) return 'unknown';
  return truth(record.contacts.some((contact) => sameText(contact.buysAs, evidence.buysAs)));
}
