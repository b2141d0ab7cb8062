import { expect, test } from 'vitest';
import { stripsOf } from '../../../client/src/preview/webview/strips.ts';
import { type Picture, pictureOf } from '../../../server/src/overlay/picture.ts';
import { stress } from '../../overlay/stress.ts';
import { overlayOf } from '../../overlay/support.ts';

async function pictureFrom(text: string): Promise<Picture> {
  const layout = await overlayOf(text);
  return pictureOf(layout, { process: '', state: 'current', processes: [], findings: new Map() });
}

test.each(Object.keys(stress))(
  '%s is printed in strips that follow each other and cut no card that fits',
  async (name) => {
    const picture = await pictureFrom(stress[name] as string);
    const strips = stripsOf(picture);
    const page = picture.width / 1.3;
    if (picture.height < picture.width / 1.5) expect(strips).toEqual([]);
    if (strips.length === 0) {
      expect(picture.height).toBeLessThan(page * 1.25);
      return;
    }
    let bottom = 0;
    for (const { top, height } of strips) {
      expect(top).toBe(bottom);
      expect(height).toBeGreaterThan(0);
      expect(height).toBeLessThanOrEqual(page);
      bottom = top + height;
    }
    expect(bottom).toBe(picture.height);
    const origins = new Map(picture.layers.flatMap(({ pieces }) => pieces.map((piece) => [piece.id, piece] as const)));
    for (const box of picture.boxes.filter(({ id, piece }) => id === piece)) {
      const y = (origins.get(box.piece)?.y ?? 0) + box.y;
      const cut = strips.some(({ top }) => y + 0.5 < top && top < y + box.height - 0.5);
      if (box.height < page / 3) expect(cut, box.id).toBe(false);
    }
  },
);

test('a picture that fills the page as a whole has no strips', async () => {
  expect(stripsOf(await pictureFrom('process Sale "Small" {\n  step One "Hold the call" { }\n}\n'))).toEqual([]);
});
