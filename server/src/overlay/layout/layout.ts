import type { ElementId, Span } from '../../model/source.ts';
import type { Change, Scene, SceneFact, SceneFinding } from '../scene/scene.ts';
import type { TypeName } from '../type.ts';

/**
 * The picture as plain data: everything has a place, nothing has a colour yet.
 *
 * Lengths are CSS pixels from the top left corner. The same model, findings and options give the same layout.
 */
export interface OverlayLayout {
  readonly process: ElementId;
  readonly title: string;
  /** What the picture shows, in one or two sentences: its accessible name. */
  readonly summary: string;
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly Lane[];
  readonly columns: readonly Column[];
  /** Everything that can be pointed at, in reading order; children follow their parent. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** The lanes' names. */
  readonly rail: Drawing;
  /** Texts and signs that belong to no box: captions and the legend. */
  readonly furniture: Drawing;
  /** Right edge of the strip with the lanes' names. */
  readonly railRight: number;
  /** What the layout was made from, in words: tables are made of it. */
  readonly scene: Scene;
  readonly findings: readonly SceneFinding[];
  readonly personas: readonly { readonly id: ElementId; readonly title: string }[];
  readonly owners: readonly { readonly id: ElementId; readonly title: string }[];
}

export type LaneId =
  | 'header'
  | 'personas'
  | 'stages'
  | 'does'
  | 'asks'
  | 'stuck'
  | 'steps'
  | 'backstage'
  | 'crm'
  | 'outside'
  | 'coverage'
  | 'legend';

/** Whose side of the process a lane shows. */
export type Zone = 'page' | 'buyer' | 'seller' | 'backstage' | 'crm';

export interface Lane {
  readonly id: LaneId;
  readonly title: string;
  readonly zone: Zone;
  readonly y: number;
  readonly height: number;
  readonly collapsed: boolean;
  /** The line above the lane: of interaction, or of visibility. */
  readonly border: 'interaction' | 'visibility' | undefined;
}

export interface Column {
  readonly id: ElementId;
  readonly title: string;
  readonly x: number;
  readonly width: number;
}

export type BoxKind =
  | 'persona'
  | 'fact'
  | 'journey'
  | 'stage'
  | 'does'
  | 'asks'
  | 'stuck'
  | 'throughout'
  | 'step'
  | 'criterion'
  | 'outcome'
  | 'backstage'
  | 'note'
  | 'crm'
  | 'record'
  | 'coverage';

/** How a box is drawn within its kind. */
export type Look =
  | 'plain'
  | 'open'
  | 'answered'
  | 'gap'
  | 'crowded'
  | 'ghost'
  | 'won'
  | 'lost'
  | 'disqualified'
  | 'hold';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Rect, Drawing {
  /** Unique in the picture: an element id or a semantic path. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly look: Look;
  readonly lane: LaneId;
  /** The box it lies in. */
  readonly parent: string | undefined;
  /** The full text. */
  readonly title: string;
  /** Accessible name: the full text with what its signs say. */
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly path: string;
  readonly facts: readonly SceneFact[];
  /** Indexes into the findings the layout was made from. */
  readonly findings: readonly number[];
  /** Empty: all personas. */
  readonly personas: readonly ElementId[];
  readonly owners: readonly ElementId[];
  /** A stuck point that no step helps, or a stage without steps. */
  readonly gap: boolean;
  readonly change: Change | undefined;
  /** Whether some text is cut with an ellipsis; the full text is the title. */
  readonly cut: boolean;
  /** First and last column, for a box of the grid. */
  readonly columns: readonly [first: number, last: number] | undefined;
}

export interface Drawing {
  readonly texts: readonly TextLine[];
  readonly signs: readonly Sign[];
}

/** What a text or sign means; the theme gives it a colour. */
export type Tone =
  | 'ink'
  | 'muted'
  | 'accent'
  | 'reverse'
  | 'open'
  | 'pass'
  | 'error'
  | 'warning'
  | 'info'
  | 'added'
  | 'removed'
  | 'moved'
  | 'changed';

/** One line of text. */
export interface TextLine {
  /** Left edge. */
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly text: string;
  /** Measured width; the drawing is held to it whatever font is at hand. */
  readonly width: number;
  readonly type: TypeName;
  readonly tone: Tone;
  readonly rightToLeft: boolean;
  readonly struck: boolean;
}

export type SignName =
  | 'check'
  | 'cross'
  | 'gate-buyer'
  | 'gate-rep'
  | 'gate-unproven'
  | 'severity-error'
  | 'severity-warning'
  | 'severity-info'
  | 'severity-hint'
  | 'alert'
  | 'person'
  | 'clock'
  | 'question'
  | 'walk'
  | 'number'
  | 'pill'
  | 'chip'
  | 'block'
  | 'rule'
  | 'tick'
  | 'automation'
  | 'handoff'
  | 'approval'
  | 'opens'
  | 'parallel'
  | 'entry'
  | 'branch'
  | 'follow-up'
  | 'return'
  | 'hold'
  | 'lose'
  | 'disqualify'
  | 'field'
  | 'meeting'
  | 'call'
  | 'email'
  | 'task'
  | 'document'
  | 'contact'
  | 'manual'
  | 'level-native'
  | 'level-helper'
  | 'level-manual'
  | 'won'
  | 'lost'
  | 'disqualified';

/** A small drawn sign; `x` and `y` are its top left corner. */
export interface Sign extends Rect {
  readonly sign: SignName;
  readonly tone: Tone;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A way through the process that is not the order of its steps. */
export interface Line {
  readonly id: string;
  readonly kind: 'return' | 'branch';
  readonly automatic: boolean;
  /** Ids of the boxes it leaves and reaches. */
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  readonly title: string;
  readonly label: TextLine | undefined;
  readonly span: Span;
}
