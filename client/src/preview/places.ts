import type { BriefPlace, Picture, Place, PreviewPlaces } from '../../../server/src/lsp/protocol.ts';

/** Where a box of the picture was written: the whole declaration, and its name. */
export interface PlacedBox {
  readonly id: string;
  readonly source: Place;
  readonly name: Place;
}

/** Boxes with their places; what is written nowhere is left out. */
export function placedBoxes({ boxes }: Picture, places: PreviewPlaces): readonly PlacedBox[] {
  return boxes.flatMap(({ id }, at) => {
    const both = places.boxes[at];
    return both ? [{ id, source: placeOf(both[0], places), name: placeOf(both[1], places) }] : [];
  });
}

/** Where each finding is, by its id. */
export function placedFindings({ findings }: Picture, places: PreviewPlaces): ReadonlyMap<string, Place> {
  return new Map(
    findings.flatMap(({ id }, at) => {
      const brief = places.findings[at];
      return brief ? [[id, placeOf(brief, places)] as const] : [];
    }),
  );
}

function placeOf(
  [file, startLine, startCharacter, endLine, endCharacter]: BriefPlace,
  { files }: PreviewPlaces,
): Place {
  return {
    uri: files[file] ?? '',
    range: {
      start: { line: startLine, character: startCharacter },
      end: { line: endLine, character: endCharacter },
    },
  };
}
