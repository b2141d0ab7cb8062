import type { Picture } from '../../../../server/src/lsp/protocol.ts';
import { button, element } from './dom.ts';
import { EVERYTHING, type Filter } from './filter.ts';

export interface ToolbarActions {
  process(name: string): void;
  filter(filter: Filter): void;
  collapse(lanes: readonly string[]): void;
  zoom(factor: number): void;
  fit(): void;
}

const STANDARDS: readonly (readonly [string, string])[] = [
  ['required', 'Required'],
  ['factual', 'Factual'],
  ['inspectable', 'Inspectable'],
  ['buyer-centric', 'Buyer-centric'],
  ['exit-criteria', 'Exit criteria'],
  ['process', 'Process'],
  ['crm', 'CRM'],
];
const SEVERITIES: readonly (readonly [string, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
  ['hint', 'Hints'],
];

/** Process tabs, filters, lanes and zoom. */
export class Toolbar {
  readonly root = element('div', { class: 'toolbar', role: 'group', 'aria-label': 'Picture' });
  readonly search = element('input', {
    type: 'search',
    placeholder: 'Search',
    'aria-label': 'Search in the picture',
    class: 'search',
    'data-control': 'search',
  });
  readonly #actions: ToolbarActions;
  #filter: Filter = EVERYTHING;
  #key = '';

  constructor(actions: ToolbarActions) {
    this.#actions = actions;
    this.search.addEventListener('input', () => this.#change({ search: this.search.value }));
  }

  /** Only what changed is made anew, so that the focus stays where it is while the text changes. */
  update(picture: Picture, filter: Filter, collapsed: readonly string[]): void {
    this.#filter = filter;
    if (this.search.value !== filter.search) this.search.value = filter.search;
    const { process, processes, personas, owners, lanes } = picture;
    const key = JSON.stringify([process, processes, personas, owners, lanes, { ...filter, search: '' }, collapsed]);
    if (key === this.#key) return;
    this.#key = key;
    const focused = document.activeElement?.getAttribute('data-control');
    this.root.replaceChildren(
      ...(processes.length > 1 ? [this.#processes(picture)] : []),
      this.#select(
        'persona',
        'All personas',
        'Persona',
        personas.map(({ id, title }) => [id, title]),
      ),
      this.#select(
        'owner',
        'All owners',
        'Owner',
        owners.map(({ id, title }) => [id, title]),
      ),
      this.#select('standard', 'All standards', 'Standard', STANDARDS),
      this.#select('severity', 'All severities', 'Severity', SEVERITIES),
      this.#gaps(),
      this.search,
      this.#lanes(lanes, collapsed),
      element(
        'span',
        { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
        button('−', () => this.#actions.zoom(1 / 1.25), { 'aria-label': 'Zoom out', title: 'Zoom out (-)' }),
        button('Fit', () => this.#actions.fit(), { 'aria-label': 'Fit to width', title: 'Fit to width (0)' }),
        button('+', () => this.#actions.zoom(1.25), { 'aria-label': 'Zoom in', title: 'Zoom in (+)' }),
      ),
    );
    if (focused) this.root.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus();
  }

  #processes({ process, processes }: Picture): HTMLElement {
    const items = processes.map(({ id: name, title, variantOf }) => {
      const label = variantOf === undefined ? title : `${title} (variant)`;
      return button(label, () => this.#actions.process(name), {
        class: 'process',
        'aria-pressed': String(name === process),
        'data-control': `process-${name}`,
      });
    });
    return element('span', { class: 'processes', role: 'group', 'aria-label': 'Process' }, ...items);
  }

  #select(
    key: 'persona' | 'owner' | 'standard' | 'severity',
    all: string,
    label: string,
    options: readonly (readonly [string, string])[],
  ): HTMLElement {
    const select = element(
      'select',
      { 'aria-label': label, 'data-control': key },
      element('option', { value: '' }, all),
      ...options.map(([value, title]) => element('option', { value, selected: this.#filter[key] === value }, title)),
    );
    select.addEventListener('change', () => this.#change({ [key]: select.value }));
    return select;
  }

  #gaps(): HTMLElement {
    const box = element('input', { type: 'checkbox', 'data-control': 'gaps', checked: this.#filter.gaps });
    box.addEventListener('change', () => this.#change({ gaps: box.checked }));
    return element('label', { class: 'gaps' }, box, 'Gaps only');
  }

  #lanes(lanes: Picture['lanes'], collapsed: readonly string[]): HTMLElement {
    const boxes = lanes.map(({ id, title }) => {
      const box = element('input', {
        type: 'checkbox',
        'data-control': `lane-${id}`,
        checked: !collapsed.includes(id),
      });
      box.addEventListener('change', () =>
        this.#actions.collapse(box.checked ? collapsed.filter((lane) => lane !== id) : [...collapsed, id]),
      );
      return element('label', {}, box, title);
    });
    const open = this.root.querySelector('details')?.open ?? false;
    const summary = element('summary', { 'data-control': 'lanes' }, 'Lanes');
    const details = element('details', { class: 'lanes', open }, summary, element('div', {}, ...boxes));
    details.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !details.open) return;
      event.stopPropagation();
      details.open = false;
      summary.focus();
    });
    return details;
  }

  #change(change: Partial<Filter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#actions.filter(this.#filter);
  }
}
