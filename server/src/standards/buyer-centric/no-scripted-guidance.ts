import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { ProjectModel, Step } from '../../model/model.ts';
import { keywordOf, type Text } from '../../model/source.ts';
import { removeStatement } from '../edits.ts';
import { excerpt, nameOf, stepPath, titleOf } from '../flow.ts';
import { advice, processRule } from '../rule.ts';
import { addToStep, sourceOf } from '../step-editor.ts';
import { cuesIn, spanWithin, statementsOf } from '../wording.ts';

/** Word-for-word speech and step-by-step orders. */
export const noScriptedGuidance = processRule({
  id: 'buyer-centric/no-scripted-guidance',
  standard: 'buyer-centric',
  levels: advice,
  basis: 'wording',
  summary: 'The process is guardrails, not a script.',
  reports:
    'Speech to be said word for word in an action or criterion, one that takes more words than configured, and a step with more actions than configured. Plays may hold any technique.',
  why: 'Value in sales lies in the variations: a script makes the rep deaf to this buyer, and nobody can check it anyway.',
  instead: 'Say in `do` what is to be achieved, and put wording, questions and technique into a `play`.',
  wrong: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  do "Say: \\"«What keeps you up at night?»\\""
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
  play "Opening question" { do "Say: \\"What keeps you up at night?\\"" }
}`,
    },
  ],
  options: {
    maxWords: { type: 'number', default: 40, minimum: 5, description: 'Words allowed in one action or criterion.' },
    maxActions: { type: 'number', default: 7, minimum: 1, description: 'Actions allowed in one step.' },
  },
  fix: { safety: 'suggestion', does: 'Moves the action into a play, where the step keeps another action.' },
  check({ process, steps, options, vocabulary, lookup, report }) {
    for (const statement of statementsOf(process, steps)) {
      if (statement.word === 'step') continue;
      const cue = cuesIn(statement, ['scripted'], vocabulary)[0];
      if (cue) {
        report({
          at: spanWithin(lookup, statement.text, cue.start, cue.end),
          path: statement.path,
          message: `"${excerpt(cue.words)}" reads like a script, which makes the rep deaf to this buyer. Say what is to be achieved and put the wording into a play.`,
          fixes: (model) => playFixes(model, statement.step, [statement.text]),
        });
        continue;
      }
      const words = statement.text.value.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
      if (words <= options.maxWords) continue;
      report({
        at: spanWithin(lookup, statement.text, 0, firstWord(statement.text.value)),
        path: statement.path,
        message: `This takes ${words} words, so it reads like instructions for every move. Say in one sentence what is to be achieved and put the rest into a play.`,
        fixes: (model) => playFixes(model, statement.step, [statement.text]),
      });
    }
    for (const step of steps) {
      const next = step.actions[options.maxActions];
      if (!next) continue;
      report({
        at: keywordOf(next),
        path: `${stepPath(process, step)}/do[${options.maxActions}]`,
        message: `"${nameOf(step)}" prescribes ${step.actions.length} actions, which leaves the rep no room. Keep what every sale needs and put the rest into plays.`,
        fixes: (model) =>
          playFixes(
            model,
            step,
            step.actions.slice(options.maxActions).map((action) => action.text),
          ),
      });
    }
  },
});

function firstWord(value: string): number {
  return /^\s*\S+/.exec(value)?.[0].length ?? value.length;
}

/** Moves actions into a play of their step, if other actions are left in it. */
function playFixes(model: ProjectModel, step: Step | undefined, texts: readonly Text[]): Fix[] {
  const file = step && model.file(step.span.uri);
  const moved = step?.actions.filter((action) => texts.includes(action.text) && !action.when) ?? [];
  if (!step || !file || moved.length === 0 || moved.length === step.actions.length) return [];
  const actions = moved.map((action) => `  ${sourceOf(file, action.span)}`);
  const play = `play ${quote(`How to: ${titleOf(step)}`)} {\n${actions.join('\n')}\n}`;
  const removed = moved.flatMap((action) => removeStatement(file, action.span, [action.span]));
  return [{ title: 'Move it into a play', safety: 'suggestion', edits: [...removed, addToStep(file, step, play)] }];
}
