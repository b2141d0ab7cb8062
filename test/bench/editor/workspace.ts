import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the language servers are measured on: many closed files, and a long one that is edited. */
const STEPS = 40;

function step(file: number, index: number): string {
  return `  step S${file}_${index} "Agree part ${index} of plan ${file}" {
    helps Stuck${index % 8}
    do "Review part ${index} with the operations lead"
    exit {
      done "Review of part ${index} held" proof meeting "Review ${index}" held with OpsLead
      collect deal.annual_cost
      commit "Operations lead books review ${index + 1}" proof meeting "Review ${index + 1}" scheduled with Cfo
    }
    otherwise { after 5 days follow-up "Send the notes and two dates" by SDR }
  }
`;
}

function processText(name: string, file: number): string {
  const all = Array.from({ length: STEPS }, (_, index) => step(file, index)).join('');
  return `process ${name} "Process ${file}" for Main {\n  owner AE\n${all}  won Won${file} "Won"\n}\n`;
}

const SHARED = `role AE "Account executive"
role SDR "Sales development"
persona OpsLead "VP Operations" { buys-as champion }
persona Cfo "Chief financial officer" { buys-as economic-buyer }
object deal { field annual_cost "Annual cost" : currency }
journey Main "Main" for OpsLead, Cfo {
${[0, 2, 4, 6].map((at) => `  stage Stage${at} "Stage ${at}" { stuck Stuck${at} "Cannot go on at ${at}" stuck Stuck${at + 1} "Cannot go on at ${at + 1}" }`).join('\n')}
}
`;

/** The name of the file that is edited. */
export const EDITED = 'big.salesflow';

/** Writes that many files of 40 steps each, what they refer to, and the file that is edited; answers its text. */
export function writeWorkspace(folder: string, files: number): string {
  mkdirSync(path.join(folder, 'processes'));
  writeFileSync(path.join(folder, 'salesflow.config.json'), '{}');
  writeFileSync(path.join(folder, 'shared.salesflow'), SHARED);
  for (let file = 0; file < files; file++)
    writeFileSync(path.join(folder, 'processes', `p${file}.salesflow`), processText(`P${file}`, file));
  const big = [0, 1, 2, 3, 4].map((part) => processText(`Big${part}`, 9000 + part)).join('');
  writeFileSync(path.join(folder, EDITED), big);
  console.log(
    `${files} files × ${STEPS} steps; edited file: ${big.split('\n').length} lines, ${(big.length / 1000).toFixed(0)} kB`,
  );
  return big;
}
