import { Names, quoted } from './names.ts';

/** What the wizard asked for. */
export interface Answers {
  /** What the process is called. */
  readonly title: string;
  /** Who buys, such as `Head of operations`. */
  readonly buyer: string;
  /** Who sells, such as `Account executive`. */
  readonly seller: string;
  readonly stages: readonly StageAnswer[];
}

export interface StageAnswer {
  /** What the buyer does there. */
  readonly title: string;
  /** Where the buyer cannot move on alone; empty where they can. */
  readonly stuck: string;
  /** What the rep does about it; empty where nothing is known yet. */
  readonly help: string;
}

interface Step {
  readonly name: string;
  readonly stuck: string;
  readonly help: string;
  readonly meeting: string;
}

/** Information is asked for once; later steps ask for something of their own. */
const COLLECTED = ['deal.next_step, deal.next_step_on', 'deal.amount', 'deal.close_on'];

/** A first process: short, complete, and without a finding where every question was answered. */
export function firstProcess(answers: Answers): string {
  const names = new Names();
  const process = names.of(answers.title, 'Process');
  const journey = names.of(`${answers.title} journey`, 'Journey');
  const buyer = names.of(answers.buyer, 'Buyer');
  const seller = names.of(answers.seller, 'Seller');
  const stages = answers.stages.map((stage) => ({
    ...stage,
    name: names.of(stage.title, 'Stage'),
    stuckName: stage.stuck === '' ? '' : names.of(`${stage.title} help`, 'Stuck'),
  }));
  const steps = stages
    .filter((stage) => stage.stuck !== '' && stage.help !== '')
    .map(
      (stage): Step => ({
        name: names.of(`${stage.title} session`, 'Step'),
        stuck: stage.stuckName,
        help: stage.help,
        meeting: `${stage.title} session`,
      }),
    );
  return `role ${seller}${answers.seller.trim() ? ` ${quoted(answers.seller)}` : ''}

persona ${buyer} ${quoted(answers.buyer)} {
  buys-as champion
}

journey ${journey} ${quoted(`${answers.title}: the buyer's path`)} for ${buyer} {
${stages.map(stageText).join('\n')}
}

document OrderForm "Order form"

process ${process} ${quoted(answers.title)} for ${journey} {
  owner ${seller}

${steps.map((step, index) => stepText(step, index, steps[index + 1], answers.buyer, buyer)).join('\n\n')}
${steps.length > 0 ? '\n' : ''}  won Won "Won"
  lost Lost "Lost" {
    reason NoDecision "No decision"
    reason Competitor "Chose another offer"
  }
}
`;
}

function stageText(stage: StageAnswer & { readonly name: string; readonly stuckName: string }): string {
  const stuck = stage.stuck === '' ? '' : ` {\n    stuck ${stage.stuckName} ${quoted(stage.stuck)}\n  }`;
  return `  stage ${stage.name} ${quoted(stage.title)}${stuck}`;
}

function stepText(step: Step, index: number, next: Step | undefined, buyerTitle: string, buyer: string): string {
  const commit =
    next === undefined
      ? `commit ${quoted(`${buyerTitle} signs the order form`)} proof document OrderForm signed by ${buyer}`
      : `commit ${quoted(`${buyerTitle} accepts the invitation to the next session`)} proof meeting ${quoted(next.meeting)} scheduled with ${buyer}`;
  return `  step ${step.name} ${quoted(`Hold the session: ${step.meeting.replace(/ session$/, '').toLowerCase()}`)} {
    helps ${step.stuck}
    do ${quoted(step.help)}
    exit {
      done ${quoted(`Session held with the ${buyerTitle.toLowerCase()}`)} proof meeting ${quoted(step.meeting)} held with ${buyer}
      collect ${COLLECTED[index] ?? quoted(`What was learnt: ${step.meeting}`)}
      ${commit}
    }
    otherwise {
      after 14 days follow-up "Send the notes and offer two dates"
      after 45 days lose as NoDecision
    }
  }`;
}
