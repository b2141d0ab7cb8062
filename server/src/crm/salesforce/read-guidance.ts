import type {
  CrmSnapshot,
  SnapshotAction,
  SnapshotPipeline,
  SnapshotPlan,
  SnapshotRule,
  SnapshotStage,
} from '../snapshot.ts';

/** How a line of generated guidance begins that stands for a criterion. */
export const GUIDES = {
  done: 'Done when: ',
  any: 'Done when one holds: ',
  commit: 'Buyer commits: ',
  also: 'Also record: ',
} as const;

/**
 * Turns the end of generated guidance back into criteria, plans and plays.
 *
 * Guidance names what the rep does, criteria, plans and plays in that order, so lines before the plans stay what they are.
 *
 * @param own keys of the pipelines whose guidance was generated
 */
export function withPlans(snapshot: CrmSnapshot, own: ReadonlySet<string>): CrmSnapshot {
  const notes: { file: string; message: string }[] = [];
  const pipelines = snapshot.pipelines.map((pipeline) => {
    const isOwn = own.has(pipeline.key);
    const stages = isOwn ? pipeline.stages.map((stage) => stageWithPlans(stage, pipeline)) : pipeline.stages;
    const branches = pipeline.branches?.filter((branch) => !isReturn(branch, stages));
    for (const { from, to, when } of branches ?? []) {
      const isBack = stages.findIndex(({ label }) => label === to) < stages.findIndex(({ label }) => label === from);
      if (when !== undefined || !isBack) continue;
      const message = `Records of “${pipeline.label}” may move from “${from}” back to “${to}”, and nothing says when: it came back as a branch. If it is what a plan does, write it as one, such as after 30 days return to …`;
      notes.push({ file: '', message });
    }
    return { ...pipeline, stages, ...(branches ? { branches } : {}) };
  });
  return { ...snapshot, pipelines, notes: [...snapshot.notes, ...notes] };
}

/** The move is what a plan of the stage does: rules let it pass whenever that may be. */
function isReturn(
  { from, to, when }: NonNullable<SnapshotPipeline['branches']>[number],
  stages: readonly SnapshotStage[],
): boolean {
  const plans = stages.find(({ label }) => label === from)?.plans ?? [];
  return when === undefined && plans.some(({ action }) => action.kind === 'return' && action.to === to);
}

function stageWithPlans(stage: SnapshotStage, pipeline: SnapshotPipeline): SnapshotStage {
  const lines = (stage.guidance ?? '').split('\n');
  const read = lines.map((line) => planOf(line, pipeline));
  const last = read.findLastIndex((plan) => plan !== undefined);
  // Of a plan behind the last one, only the words are known; and outcomes have no plays.
  const rest = lines.slice(last + 1);
  const isStep = stage.state === 'open' && !stage.parked;
  if (last < 0 || rest.some(isPlan) || (rest.length > 0 && !isStep)) return isStep ? withCriteria(stage, lines) : stage;
  const first = read.findLastIndex((plan, index) => plan === undefined && index < last) + 1;
  const plans = read.slice(first, last + 1).flatMap((plan) => plan ?? []);
  const said = { ...stage, plans, ...(rest.length > 0 ? { plays: rest } : {}) };
  const before = lines.slice(0, first);
  return isStep ? withCriteria(said, before) : { ...said, actions: before };
}

/** Takes the criteria at the end of the lines for what they are; before other lines, they would change places with them. */
function withCriteria(stage: SnapshotStage, lines: readonly string[]): SnapshotStage {
  const line = lines.at(-1) ?? '';
  const also = line.startsWith(GUIDES.also) ? { labels: line.slice(GUIDES.also.length), line } : undefined;
  const left = also ? lines.slice(0, -1) : lines;
  const read = left.map(criterionOf);
  const first = read.lastIndexOf(undefined) + 1;
  const criteria = read.slice(first).flatMap((criterion) => criterion ?? []);
  return {
    ...stage,
    actions: left.slice(0, first),
    ...(criteria.length > 0 ? { criteria } : {}),
    ...(also ? { also } : {}),
  };
}

function criterionOf(line: string): NonNullable<SnapshotStage['criteria']>[number] | undefined {
  for (const kind of ['done', 'commit'] as const)
    if (line.startsWith(GUIDES[kind])) return { kind, text: line.slice(GUIDES[kind].length), line };
  return undefined;
}

function isPlan(line: string): boolean {
  return /^(After|Every) [\d,.]+ (minute|hour|day|week|month|year)s?\b.*: |^When .+: /.test(line);
}

/** The plan that a line of guidance says; `undefined` where it names what is not there. */
function planOf(line: string, pipeline: SnapshotPipeline): SnapshotPlan | undefined {
  const match =
    /^(?:(After|Every) ([\d,.]+) (minutes?|hours?|days?|weeks?|months?)( without activity)?)?(?:(?:^W| w)hen (.+?))?: (.+)$/.exec(
      line,
    );
  const [, word, amount = '', unit = '', idle, condition, says = ''] = match ?? [];
  const action = match && (word ?? condition) !== undefined ? actionOf(says, pipeline) : undefined;
  const trigger =
    word === undefined
      ? ''
      : `${word.toLowerCase()} ${amount.replaceAll(',', '')} ${unit}${idle === undefined ? '' : ' idle'}`;
  return action && { trigger, ...(condition === undefined ? {} : { condition }), action, line };
}

function actionOf(says: string, { stages }: SnapshotPipeline): SnapshotAction | undefined {
  const back = /^return to (.+)$/.exec(says)?.[1];
  if (back !== undefined) {
    const steps = stages.filter((stage) => stage.state === 'open' && !stage.parked);
    const to = steps.find(({ label }) => back === label || back.startsWith(`${label}, because `))?.label;
    if (to === undefined) return undefined;
    return { kind: 'return', to, because: back === to ? undefined : back.slice(`${to}, because `.length) };
  }
  const closed = /^(close as lost|disqualify): (.+)$/.exec(says);
  if (closed) {
    const kind = closed[1] === 'disqualify' ? 'disqualify' : 'lose';
    const at = stages.filter(
      (stage) =>
        stage.state === 'lost' &&
        (stage.disqualified === true) === (kind === 'disqualify') &&
        stage.reasons?.some(({ label }) => label === closed[2]),
    );
    return at.length === 1 && at[0] ? { kind, stage: at[0].label, reason: closed[2] ?? '' } : undefined;
  }
  const held = /^put on hold(?: in (.+?))??(?: until (.+))?$/.exec(says);
  if (held) {
    const [, place, until] = held;
    const isKnown = place === undefined || stages.some(({ label, parked }) => parked && label === place);
    return isKnown ? { kind: 'hold', place, until } : undefined;
  }
  return { kind: 'follow-up', text: says };
}

/**
 * What generated guidance says of plans, and of criteria that no rule asks for, where Salesforce holds no more than the
 * words: an import reads them as what the rep does. One note a line.
 *
 * @param own keys of the pipelines whose guidance was generated
 */
export function flattened({ pipelines, rules }: CrmSnapshot, own: ReadonlySet<string>): CrmSnapshot['notes'] {
  const notes: { file: string; message: string }[] = [];
  for (const { key, label: process, stages } of pipelines) {
    if (!own.has(key)) continue;
    for (const { label, guidance, actions = guidance?.split('\n') ?? [], criteria = [] } of stages) {
      const tell = (line: string, result: string) => {
        const what = kindOf(line, rules);
        if (what === undefined) return;
        const message = `In “${process}”, stage “${label}”: “${line.trim()}” is ${what}, of which Salesforce holds the words alone. It came back ${result}.`;
        notes.push({ file: '', message });
      };
      for (const line of actions) tell(line, 'as a do');
      for (const { kind, text } of criteria) tell(`${GUIDES[kind]}${text}`, 'without a proof');
    }
  }
  return notes;
}

function kindOf(line: string, rules: readonly SnapshotRule[]): string | undefined {
  if (isPlan(line)) return 'a plan';
  const prefix = [GUIDES.done, GUIDES.any, GUIDES.commit].find((each) => line.startsWith(each));
  if (prefix === undefined) return undefined;
  const text = line.slice(prefix.length);
  // The message of a rule says it too, perhaps cut; a condition stands behind it in the guidance only.
  const isAsked = rules.some(({ message }) => {
    const said = message.slice(message.indexOf(': ') + 2).replace(/…$/, '');
    return said !== '' && text.startsWith(said);
  });
  return isAsked ? undefined : 'a criterion without a rule';
}
