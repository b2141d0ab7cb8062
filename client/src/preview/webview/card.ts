import type { Picture, PictureBox, PictureFinding } from '../../../../server/src/lsp/protocol.ts';
import { button, element } from './dom.ts';

/** What the card's buttons do. */
export interface CardActions {
  /** Whether there is a text that {@link open} and {@link openFinding} can go to. */
  readonly hasText: boolean;
  open(id: string): void;
  openFinding(finding: string): void;
  fix(finding: string, fix: number): void;
  explain(finding: string): void;
}

const SEVERITIES: Readonly<Record<PictureFinding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
  hint: 'Hint',
};

/** The detail of one box: what it says in full, its findings, and their fixes. */
export class Card {
  readonly root = element('aside', { class: 'card-detail', hidden: true, 'aria-label': 'Details' });
  readonly #actions: CardActions;
  #id: string | undefined;
  #shown = '';

  constructor(actions: CardActions) {
    this.#actions = actions;
  }

  get id(): string | undefined {
    return this.#id;
  }

  /** Shows the card beside its box, within the area. */
  show(box: PictureBox, picture: Picture, anchor: DOMRect, bounds: DOMRect): void {
    this.#id = box.id;
    // Made anew only where it says something else: its buttons may have the focus.
    const content = JSON.stringify([box.id, box.title, box.facts, findingsOf(box, picture)]);
    if (this.#shown !== content) {
      this.#shown = content;
      this.root.replaceChildren(this.#heading(box), ...this.#facts(box), ...this.#findings(box, picture));
    }
    this.root.hidden = false;
    const { width, height } = this.root.getBoundingClientRect();
    const below = anchor.bottom + 8;
    const above = anchor.top - height - 8;
    const top = below + height <= bounds.bottom || above < bounds.top ? below : above;
    const left = Math.max(bounds.left + 8, Math.min(anchor.left, bounds.right - width - 8));
    this.root.style.setProperty('left', `${left}px`);
    this.root.style.setProperty('top', `${Math.max(bounds.top + 8, Math.min(top, bounds.bottom - height - 8))}px`);
  }

  hide(): void {
    this.#id = undefined;
    this.root.hidden = true;
  }

  /** Goes to the first fix, else to the first button. */
  focus(): void {
    const fix = this.root.querySelector<HTMLElement>('.card-fix');
    (fix ?? this.root.querySelector('button'))?.focus();
  }

  /** Which button has the focus, counted from 0; -1 for none. */
  get focusedButton(): number {
    // A hidden button keeps the focus until the next frame.
    if (this.root.hidden) return -1;
    return [...this.root.querySelectorAll('button')].indexOf(document.activeElement as HTMLButtonElement);
  }

  /** Focuses the button of that position, else the last one; answers whether there is one to focus. */
  focusButton(position: number): boolean {
    const buttons = [...this.root.querySelectorAll('button')];
    const button = this.root.hidden ? undefined : (buttons[position] ?? buttons.at(-1));
    button?.focus();
    return button !== undefined;
  }

  holds(node: EventTarget | null): boolean {
    return node instanceof Node && this.root.contains(node);
  }

  #heading(box: PictureBox): HTMLElement {
    const title = box.title === '' ? box.id : box.title;
    if (!this.#actions.hasText) return element('h2', { dir: 'auto' }, title);
    const open = button(title, () => this.#actions.open(box.id), {
      class: 'card-open',
    });
    return element('h2', {}, open);
  }

  #facts(box: PictureBox): readonly HTMLElement[] {
    if (box.facts.length === 0) return [];
    const list = element('dl');
    let last = '';
    for (const { term, text } of box.facts) {
      if (term !== last) list.append(element('dt', {}, term));
      last = term;
      list.append(element('dd', { dir: 'auto' }, text));
    }
    return [list];
  }

  #findings(box: PictureBox, picture: Picture): readonly HTMLElement[] {
    return findingsOf(box, picture).map((finding) => {
      const { id } = finding;
      const fixes = finding.fixes.map((fix, at) =>
        button(fix.title, () => this.#actions.fix(id, at), { class: 'card-fix', 'data-safety': fix.safety }),
      );
      return element(
        'section',
        { class: `finding severity-${finding.severity}` },
        element('p', {}, element('strong', {}, `${SEVERITIES[finding.severity]}: `), finding.message),
        element(
          'p',
          { class: 'finding-actions' },
          ...fixes,
          this.#actions.hasText
            ? button('Show in text', () => this.#actions.openFinding(id), { class: 'link' })
            : undefined,
          button(finding.rule, () => this.#actions.explain(id), {
            class: 'link',
            'aria-label': `Explain ${finding.rule}`,
          }),
        ),
      );
    });
  }
}

function findingsOf(box: PictureBox, { findings }: Picture): readonly PictureFinding[] {
  const own = new Set(box.findings);
  return findings.filter(({ id }) => own.has(id));
}
