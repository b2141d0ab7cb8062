/** What a block belongs to; `top` is the file itself. */
export type BlockKind =
  | 'top'
  | 'persona'
  | 'journey'
  | 'stage'
  | 'object'
  | 'framework'
  | 'choices'
  | 'crm-names'
  | 'process'
  | 'variant'
  | 'after-won'
  | 'parallel'
  | 'step'
  | 'throughout'
  | 'enter'
  | 'exit'
  | 'any'
  | 'otherwise'
  | 'play'
  | 'outcome'
  | 'hold';

interface BlockShape {
  /** Keywords that start a statement of the block. */
  readonly starts: ReadonlySet<string>;
  /** The grammar rule of one statement. */
  readonly rule: string;
}

const DECLARATIONS = [
  'role',
  'persona',
  'journey',
  'object',
  'document',
  'approval',
  'framework',
  'process',
  'variant',
];
const CRITERIA = ['done', 'collect', 'commit', 'any'];
const STEP_ITEMS = [
  ...[
    'helps',
    'during',
    'owner',
    'do',
    'enter',
    'exit',
    'within',
    'otherwise',
    'play',
    'then',
    'crm',
    'handoff',
    'opens',
  ],
  ...['irreversible', 'optional'],
];
const SETTINGS = ['owner', 'throughout', 'starts', 'moves'];
const PLANS = ['after', 'every', 'when'];

const shape = (rule: string, starts: readonly string[]): BlockShape => ({ rule, starts: new Set(starts) });

/** What may stand in each kind of block. */
export const BLOCKS: Readonly<Record<BlockKind, BlockShape>> = {
  top: shape('Declaration', DECLARATIONS),
  persona: shape('PersonaItem', ['buys-as', 'wants', 'fears', 'segment']),
  journey: shape('Stage', ['stage']),
  stage: shape('StageItem', ['does', 'asks', 'stuck']),
  object: shape('ObjectItem', ['field']),
  framework: shape('FrameworkItem', ['field']),
  choices: shape('Choice', []),
  'crm-names': shape('CrmName', []),
  process: shape('ProcessItem', [...SETTINGS, 'step', 'parallel', 'won', 'lost', 'disqualified', 'hold', 'after']),
  variant: shape('VariantItem', [...SETTINGS, 'add', 'change', 'drop']),
  'after-won': shape('ProcessItem', ['step', 'parallel']),
  parallel: shape('Step', ['step']),
  step: shape('StepItem', [...STEP_ITEMS, 'drop']),
  throughout: shape('CriterionItem', CRITERIA),
  enter: shape('CriterionItem', CRITERIA),
  exit: shape('CriterionItem', CRITERIA),
  any: shape('Criterion', ['done', 'collect', 'commit']),
  otherwise: shape('Plan', PLANS),
  play: shape('PlayItem', ['for', 'uses', 'do']),
  outcome: shape('OutcomeItem', ['reason', 'enter', 'do', 'crm', 'handoff', 'opens', 'irreversible', ...PLANS]),
  hold: shape('HoldItem', ['do', 'then', 'crm', ...PLANS]),
};

/** The block that a statement opens, by the keyword it starts with. */
const OPENED_BY: Readonly<Record<string, BlockKind>> = {
  persona: 'persona',
  journey: 'journey',
  stage: 'stage',
  object: 'object',
  framework: 'framework',
  field: 'crm-names',
  process: 'process',
  variant: 'variant',
  after: 'after-won',
  parallel: 'parallel',
  step: 'step',
  add: 'step',
  change: 'step',
  throughout: 'throughout',
  enter: 'enter',
  exit: 'exit',
  any: 'any',
  otherwise: 'otherwise',
  play: 'play',
  won: 'outcome',
  lost: 'outcome',
  disqualified: 'outcome',
  hold: 'hold',
};

/** The block a statement may open that starts with `keyword` inside a block of kind `inside`. */
export function openedBy(keyword: string, inside: BlockKind): BlockKind | undefined {
  if (inside === 'otherwise' || (keyword === 'after' && inside !== 'process')) return undefined;
  return OPENED_BY[keyword];
}

/**
 * Keywords that start a statement wherever they stand at the beginning of a line, so that they show where a brace is
 * missing. Words that also continue a statement (`when`, `after`, `for`, `hold`, `within`) do not tell.
 */
export const TELLING: ReadonlySet<string> = new Set([
  ...DECLARATIONS,
  ...['stage', 'stuck', 'does', 'asks', 'wants', 'fears', 'buys-as', 'field'],
  ...['throughout', 'starts', 'moves', 'step', 'parallel', 'won', 'lost', 'disqualified', 'add', 'change'],
  ...['helps', 'during', 'owner', 'do', 'enter', 'exit', 'otherwise', 'play', 'then', 'crm', 'handoff', 'opens'],
  ...['done', 'collect', 'commit', 'any', 'uses', 'reason', 'every'],
]);

/** After these words a statement goes on, whatever comes next. */
export const CONTINUES: ReadonlySet<string> = new Set([
  ...[
    'and',
    'or',
    'not',
    'proof',
    'when',
    '(',
    ',',
    '.',
    ':',
    'with',
    'from',
    'to',
    'by',
    'for',
    'of',
    'on',
    'as',
    'is',
    'at',
  ],
  ...['=', '!=', '<', '<=', '>', '>=', 'until', 'because', 'add', 'change', 'drop', 'crm', 'forecast'],
]);
