import type { PictureBox, PictureFinding } from '../../../../server/src/lsp/protocol.ts';
import type { JsonValue } from '../messages.ts';

/** What the reader wants to see; an empty string stands for everything. */
export interface Filter {
  readonly persona: string;
  readonly owner: string;
  readonly standard: string;
  readonly severity: string;
  readonly gaps: boolean;
  readonly search: string;
}

export const EVERYTHING: Filter = { persona: '', owner: '', standard: '', severity: '', gaps: false, search: '' };

export function isEverything(filter: Filter): boolean {
  return (Object.keys(EVERYTHING) as (keyof Filter)[]).every((key) => filter[key] === EVERYTHING[key]);
}

/** Whether a box is among what the reader wants to see. */
export function matches(box: PictureBox, findings: ReadonlyMap<string, PictureFinding>, filter: Filter): boolean {
  const own = box.findings.flatMap((id) => findings.get(id) ?? []);
  const text = filter.search.trim().toLocaleLowerCase();
  return (
    (filter.persona === '' || box.personas.length === 0 || box.personas.includes(filter.persona)) &&
    (filter.owner === '' || box.owners.includes(filter.owner)) &&
    (filter.standard === '' || own.some((finding) => finding.standard === filter.standard)) &&
    (filter.severity === '' || own.some((finding) => finding.severity === filter.severity)) &&
    (!filter.gaps || box.gap) &&
    (text === '' ||
      box.title.toLocaleLowerCase().includes(text) ||
      box.facts.some((fact) => fact.text.toLocaleLowerCase().includes(text)))
  );
}

/** The filter that a reload brings back. */
export function readFilter(value: JsonValue | undefined): Filter {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return EVERYTHING;
  const saved = value as Readonly<Record<string, JsonValue>>;
  const text = (key: string) => (typeof saved[key] === 'string' ? saved[key] : '');
  return {
    persona: text('persona'),
    owner: text('owner'),
    standard: text('standard'),
    severity: text('severity'),
    search: text('search'),
    gaps: saved.gaps === true,
  };
}
