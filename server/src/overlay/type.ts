import type { TypeStyle } from './text/measure.ts';

/** The sizes of type of the picture, in pixels. */
export const type = {
  title: { size: 22, weight: 'semibold', lineHeight: 28 },
  stage: { size: 14, weight: 'semibold', lineHeight: 18 },
  figure: { size: 18, weight: 'semibold', lineHeight: 22 },
  label: { size: 13.5, weight: 'semibold', lineHeight: 18 },
  body: { size: 12, weight: 'regular', lineHeight: 16 },
  strong: { size: 12, weight: 'semibold', lineHeight: 16 },
  small: { size: 11, weight: 'regular', lineHeight: 15 },
  smallStrong: { size: 11, weight: 'semibold', lineHeight: 15 },
} as const satisfies Record<string, TypeStyle>;

export type TypeName = keyof typeof type;
