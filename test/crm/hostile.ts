import { quote } from '../../server/src/base/strings.ts';
import { hostileLabels } from './arbitrary.ts';

/** Labels beyond those of generated projects: reserved words, device names, formula injections of every kind, letter case. */
const labels: readonly string[] = [
  ...hostileLabels,
  '..',
  '.',
  '/',
  'CON',
  'nul.txt',
  '__proto__',
  'constructor',
  'Master',
  'StageName',
  'null',
  '+1+1',
  '\t=1+1',
  '＝1+1',
  '=HYPERLINK("https://example.com","x")',
  '"; DELETE FROM deal; --',
  '[link](javascript:alert(1))',
  '](x)',
  '# heading',
  'Österreich',
  'ÖSTERREICH',
  'österreich',
  '\u202egnp.exe',
  'a\u0001b',
  '👩‍👩‍👧',
  '\ud83d',
];

/** Everything that has a name, with the same label each time. */
function everywhere(label: string): string {
  const said = quote(label);
  const doc = `/** ${label.replaceAll('*/', '* /').replaceAll('\n', ' ')} */`;
  return `role Rep ${said}
persona Buyer ${said} { buys-as champion wants ${said} fears ${said} }
document Paper ${said}
approval Desk ${said}
journey Way ${said} for Buyer { stage First ${said} { does ${said} asks ${said} stuck Here ${said} } }
object deal {
  ${doc}
  field f ${said} : text
  field n ${said} : number
  field kind ${said} : choice { a ${said} b "Other" }
}
object launch ${said} { field f ${said} : text }
framework Need ${said} { deal.f deal.n }
${doc}
process Sale ${said} for Way {
  owner Rep
  throughout { done ${said} proof deal.f is set }
  ${doc}
  step One ${said} {
    helps Here
    do ${said} by Rep
    enter { done ${said} proof deal.f is ${said} }
    exit {
      done ${said} proof meeting ${said} held with Buyer within 9 days
      done ${said} proof document Paper signed by Buyer or document ${said} attached
      done ${said} when deal.kind is a proof approval Desk granted
      any ${said} { done ${said} done "Other" proof deal.n > 1 }
      collect Need, deal.kind, document Paper, ${said}
      commit ${said} by Buyer proof manual ${said}
    }
    play ${said} { for Buyer uses ${said} at "https://example.com/x" }
    otherwise {
      after 3 days follow-up ${said} by Rep
      when deal.f is ${said} hold as Parked
      after 30 days lose as Why
    }
    crm stage ${said} probability 20%
  }
  step Two ${said} { then One when deal.f = ${said} otherwise { after 9 days return to One because ${said} } }
  hold Parked ${said}
  won Won ${said} { handoff to Rep with document Paper }
  lost Lost ${said} { reason Why ${said} needs note }
  disqualified No ${said} { reason Because ${said} }
}
variant Big ${said} of Sale when deal.kind is a { change step Two { within 3 days } }
process Start ${said} on launch { step Go ${said} { exit { collect launch.f } } won Live ${said} }
process Ask ${said} on lead { step Call ${said} won Yes ${said} }`;
}

/** Everything of one kind, with each label once: names must not run into each other. */
function together(): string {
  const each = (write: (said: string, index: number) => string) =>
    labels.map((label, index) => write(quote(label), index)).join('\n');
  return `${each((said, index) => `persona P${index} ${said}`)}
object deal {
  ${each((said, index) => `field f${index} ${said} : text`)}
  field kind "Kind" : choice { ${each((said, index) => `c${index} ${said}`)} }
}
${each((said, index) => `framework F${index} ${said} { deal.f${index} }`)}
process Sale "Sale" {
  ${each((said, index) => `step S${index} ${said} { do ${said} exit { collect deal.f${index} done ${said} proof meeting ${said} held with P${index} } play ${said} }`)}
  won Won "Won"
  lost Lost "Lost" { ${each((said, index) => `reason R${index} ${said}`)} }
}
${each((said, index) => `process P${index} ${said} { step A "A" { exit { done ${said} proof deal.f${index} is set } } won W "W" }`)}`;
}

/** Projects in which every kind of name is hostile, by what is tried. */
export const hostileProjects: readonly (readonly [name: string, text: string])[] = [
  ...labels.map((label) => [JSON.stringify(label.slice(0, 24)), everywhere(label)] as const),
  ['all of them side by side', together()],
];

/** What is wrong with the paths of generated files, on any system. */
export function pathProblems(files: readonly { readonly path: string }[]): string[] {
  const seen = new Set<string>();
  return files.flatMap(({ path }) => {
    const key = path.normalize('NFC').toLowerCase();
    const twice = seen.has(key) ? [`${path} twice`] : [];
    seen.add(key);
    const parts = path.split('/');
    const bad = parts.filter(
      (part) =>
        part === '' ||
        /^\.{1,2}$|[\\:*?"<>|\p{Cc}\p{Bidi_Control}\p{Surrogate}]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu.test(
          part,
        ) ||
        new TextEncoder().encode(part).length > 255,
    );
    return [...twice, ...bad.map((part) => `${path}: “${part}” is no name of a file`)];
  });
}
