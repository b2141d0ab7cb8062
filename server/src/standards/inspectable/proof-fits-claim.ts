import { atomsOf, type EvidenceAtom } from '../../model/evidence.ts';
import type { Commit, Done } from '../../model/model.ts';
import { excerpt, flattened } from '../flow.ts';
import { gatherings } from '../gatherings.ts';
import { advice, processRule } from '../rule.ts';
import { claimsOf } from '../wording.ts';

/** A proof that shows something else than the statement says. */
export const proofFitsClaim = processRule({
  id: 'inspectable/proof-fits-claim',
  standard: 'inspectable',
  levels: advice,
  basis: 'wording',
  summary: 'A proof shows what the criterion says.',
  reports:
    'A statement that reads as if something was signed while the proof only shows it sent, attached or viewed; or as if a meeting was held while the proof shows one scheduled, or a text field filled in.',
  why: 'The deal moves on at the weaker event, so the stage promises more than has happened.',
  instead: 'Let the proof name the event of the statement, or let the statement say no more than the proof shows.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Order form signed by the finance director" proof «document "Order form" attached»
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Changes the state in the proof to the one the statement names.' },
  check({ steps, report }) {
    for (const step of steps) {
      for (const block of [step.enter, step.exit]) {
        for (const criterion of flattened(block?.items ?? [])) {
          if (criterion.kind === 'collect' || !criterion.proof) continue;
          const atoms = atomsOf(criterion.proof);
          const atom = atoms[0];
          if (atoms.length !== 1 || !atom || atom.span.start !== criterion.proof.span.start) continue;
          const misfit = misfitOf(criterion, atom);
          if (!misfit) continue;
          report({
            at: atom.span,
            path: criterion.path,
            message: `"${excerpt(criterion.text.value)}" reads as if it was ${misfit.said}, and the proof only shows ${misfit.shown}. Let the proof show what the criterion says.`,
            fixes(model) {
              const file = model.file(atom.span.uri);
              if (!file || !misfit.state || !('state' in atom)) return [];
              const source = file.text.slice(atom.span.start, atom.span.end);
              const newText = source.replace(
                new RegExp(`\\b${atom.state}(\\s+(?:to|from)\\b)?`),
                (_, to) => `${misfit.state}${to ? ' by' : ''}`,
              );
              return newText === source || (atom.kind === 'activity' && / by\b/.test(newText))
                ? []
                : [
                    {
                      title: `Ask for it to be ${misfit.state}`,
                      safety: 'suggestion',
                      edits: [{ span: atom.span, newText }],
                    },
                  ];
            },
          });
        }
      }
    }
  },
});

interface Misfit {
  readonly said: string;
  readonly shown: string;
  readonly state: string | undefined;
}

const signing = ['sign', 'countersign', 'execute'];
const holding = ['hold', 'attend', 'run', 'take place', 'conduct'];

function misfitOf(criterion: Done | Commit, atom: EvidenceAtom): Misfit | undefined {
  const { deeds } = claimsOf({ text: criterion.text, kind: criterion.kind === 'commit' ? 'commit' : 'criterion' });
  const told = deeds.filter((deed) => !deed.negated && deed.form !== 'thing');
  if (told.length === 0) return undefined;
  if (told.every((deed) => signing.includes(deed.lemma))) {
    if (atom.kind === 'document' && atom.state !== 'signed') {
      return { said: 'signed', shown: `that a document was ${atom.state}`, state: 'signed' };
    }
    if (atom.kind === 'activity' && atom.state !== 'received') {
      return { said: 'signed', shown: `${article(atom.activity)} ${atom.state}`, state: undefined };
    }
  }
  const isHeld = told.every(
    (deed) => holding.includes(deed.lemma) && deed.object?.split(' ').some((word) => gatherings.has(word)),
  );
  if (isHeld && atom.kind === 'activity' && atom.state === 'scheduled') {
    return {
      said: 'held',
      shown: `${article(atom.activity)} scheduled`,
      state: atom.activity === 'call' ? 'completed' : 'held',
    };
  }
  if (isHeld && atom.kind === 'field' && atom.test.test === 'set') {
    return { said: 'held', shown: `an entry in ${atom.field.text}`, state: undefined };
  }
  return undefined;
}

function article(activity: string): string {
  return `${/^[aeiou]/.test(activity) ? 'an' : 'a'} ${activity}`;
}
