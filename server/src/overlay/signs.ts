import type { Sign, SignName, Tone } from './layout/layout.ts';

/** Parts of a sign in a box of 16 by 16: a filled shape, a drawn line, or a line in the reverse colour on the shape. */
type Part = readonly [part: 'fill' | 'line' | 'reverse', d: string];

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;

const shapes: Readonly<Partial<Record<SignName, readonly Part[]>>> = {
  check: [['line', 'M3 8.5l3.5 3.5L13 4.5']],
  cross: [['line', 'M4 4l8 8M12 4l-8 8']],
  'severity-error': [
    ['fill', circle(8, 8, 7)],
    ['reverse', 'M5.5 5.5l5 5M10.5 5.5l-5 5'],
  ],
  'severity-warning': [
    ['fill', 'M8 1.2L15.4 14.6H.6z'],
    ['reverse', 'M8 6v4M8 12.3v.1'],
  ],
  'severity-info': [
    ['fill', circle(8, 8, 7)],
    ['reverse', 'M8 7.5v4M8 4.6v.1'],
  ],
  'severity-hint': [
    ['line', circle(8, 8, 6)],
    ['line', 'M8 7.5v3.5M8 5v.1'],
  ],
  alert: [
    ['fill', 'M8 .8L15.2 8 8 15.2.8 8z'],
    ['reverse', 'M8 4.5v4M8 11.2v.1'],
  ],
  person: [
    ['line', circle(8, 5, 3)],
    ['line', 'M2.5 14.5c0-3.2 2.4-5 5.5-5s5.5 1.8 5.5 5'],
  ],
  contact: [
    ['line', circle(8, 5, 3)],
    ['line', 'M2.5 14.5c0-3.2 2.4-5 5.5-5s5.5 1.8 5.5 5z'],
  ],
  clock: [
    ['line', circle(8, 8, 6.2)],
    ['line', 'M8 4.5V8l2.5 1.8'],
  ],
  question: [
    ['line', 'M2 3h12v8.5H7.5L4.5 14v-2.5H2z'],
    ['line', 'M6.4 6a1.7 1.7 0 1 1 2.2 1.6c-.4.2-.6.4-.6.9M8 9.9v.1'],
  ],
  walk: [['line', 'M2.5 8h10M9 4.2L12.8 8 9 11.8']],
  automation: [
    ['line', circle(8, 8, 2.6)],
    [
      'line',
      'M8 1.5v2.4M8 12.1v2.4M1.5 8h2.4M12.1 8h2.4M3.4 3.4l1.7 1.7M10.9 10.9l1.7 1.7M3.4 12.6l1.7-1.7M10.9 5.1l1.7-1.7',
    ],
  ],
  handoff: [['line', 'M2 5h10.5M9.5 2L12.7 5 9.5 8M14 11H3.5M6.5 8L3.3 11l3.2 3']],
  approval: [
    ['line', 'M8 1.5l5.5 2v4.2c0 3.2-2.2 5.6-5.5 6.8-3.3-1.2-5.5-3.6-5.5-6.8V3.5z'],
    ['line', 'M5.4 7.8l1.9 1.9 3.4-3.7'],
  ],
  opens: [['line', 'M9.5 2H14v4.5M14 2L8 8M12 9.5V14H2V4h4.5']],
  parallel: [['line', 'M1.5 8H5M5 4v8M5 4h8.5M5 12h8.5M11.3 1.8L13.5 4l-2.2 2.2M11.3 9.8l2.2 2.2-2.2 2.2']],
  entry: [['line', 'M2 8h8M7 4.8L10.2 8 7 11.2M13.5 2v12']],
  branch: [['line', 'M4 14V9c0-2 1-3 3-3h5.5M9.5 3l3 3-3 3M4 2v7']],
  'follow-up': [['line', 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.7 1.7v3.2h-3.2']],
  return: [['line', 'M6 3L2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H6']],
  hold: [['line', 'M5 3.5v9M11 3.5v9']],
  lose: [['line', 'M4 4l8 8M12 4l-8 8']],
  disqualify: [
    ['line', circle(8, 8, 6)],
    ['line', 'M4 12L12 4'],
  ],
  field: [['line', 'M2 4h12v8H2zM5 4v8M8 8h3.5']],
  meeting: [['line', 'M2 3.5h12V14H2zM2 7h12M5 1.8v3M11 1.8v3']],
  call: [['line', 'M3 2h3l1.4 3.5L5.6 7a8 8 0 0 0 3.4 3.4l1.5-1.8L14 10v3c0 .6-.4 1-1 1C7 14 2 9 2 3c0-.6.4-1 1-1z']],
  email: [['line', 'M1.5 3.5h13v9h-13zM1.5 4l6.5 5L14.5 4']],
  task: [['line', 'M2.5 2.5h11v11h-11zM5 8l2.2 2.2L11 6']],
  document: [['line', 'M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 8.5h4M6 11h4']],
  manual: [
    ['line', circle(8, 8, 6)],
    ['line', 'M5 8h6'],
  ],
  won: [['line', 'M3.5 15V1.5M3.5 2.5h9L10.5 5.5l2 3h-9']],
  lost: [
    ['line', circle(8, 8, 6.2)],
    ['line', 'M5.5 5.5l5 5M10.5 5.5l-5 5'],
  ],
  disqualified: [
    ['line', circle(8, 8, 6.2)],
    ['line', 'M3.7 12.3l8.6-8.6'],
  ],
  'level-native': [['fill', circle(8, 8, 7)]],
  'level-helper': [
    ['line', circle(8, 8, 6.4)],
    ['fill', 'M8 1.6a6.4 6.4 0 0 1 0 12.8z'],
  ],
  'level-manual': [
    ['line', circle(8, 8, 6.4)],
    ['line', 'M4.5 8h7'],
  ],
};

/** `.01` to `.99`, without zeros at the end. */
const decimals: readonly string[] = Array.from({ length: 100 }, (_, at) => (at === 0 ? '' : `${at / 100}`.slice(1)));

/** A number as SVG wants it: at most two decimals. Whole numbers are written several times faster than broken ones. */
export function number(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const hundredths = Math.round(Math.abs(value) * 100);
  const written = Math.floor(hundredths / 100) + (decimals[hundredths % 100] as string);
  return value < 0 && hundredths > 0 ? `-${written}` : written;
}

/** One sign as SVG. */
export function signSvg(sign: Sign): string {
  const { x, y, width, height, tone } = sign;
  const n = number;
  switch (sign.sign) {
    case 'number':
      return `<rect class="t-${tone}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(height / 2)}"/>`;
    case 'pill':
    case 'chip':
      return `<rect class="pill p-${tone}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(height / 2)}"/>`;
    case 'block':
      return `<rect class="t-${tone}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${n(Math.min(2, height / 2))}"/>`;
    case 'rule':
      return `<path class="rule" d="M${n(x)} ${n(y + 0.5)}h${n(width)}"/>`;
    case 'tick':
      return `<path class="t-${tone}" d="M${n(x)} ${n(y + height)}l${n(width / 2)} ${n(-height)}l${n(width / 2)} ${n(height)}z"/>`;
    case 'gate-buyer':
    case 'gate-rep':
    case 'gate-unproven':
      return gateSvg(sign.sign, x, y, width, tone);
    default:
      return shapeSvg(sign.sign, x, y, width, tone);
  }
}

function gateSvg(
  sign: 'gate-buyer' | 'gate-rep' | 'gate-unproven',
  x: number,
  y: number,
  size: number,
  tone: Tone,
): string {
  const half = size / 2;
  const n = number;
  const diamond = `M${n(x + half)} ${n(y)}l${n(half)} ${n(half)}l${n(-half)} ${n(half)}l${n(-half)} ${n(-half)}z`;
  const fill = sign === 'gate-buyer' ? ' gate-filled' : '';
  const shape = `<path class="gate gate-${tone}${fill}" d="${diamond}"/>`;
  if (sign !== 'gate-unproven') return shape;
  const arm = size * 0.16;
  const left = x + half - arm;
  const top = y + half - arm;
  return `${shape}<path class="s-${tone}" d="M${n(left)} ${n(top)}l${n(2 * arm)} ${n(2 * arm)}m0 ${n(-2 * arm)}l${n(-2 * arm)} ${n(2 * arm)}"/>`;
}

/** The paths of a sign by its tone: the same few are drawn a thousand times in a large picture. */
const drawn = new Map<SignName, Map<Tone, string>>();

function pathsOf(sign: SignName, tone: Tone): string {
  let tones = drawn.get(sign);
  if (tones === undefined) {
    tones = new Map();
    drawn.set(sign, tones);
  }
  let paths = tones.get(tone);
  if (paths === undefined) {
    const classes = { fill: `t-${tone}`, line: `s-${tone}`, reverse: 's-reverse' };
    paths = (shapes[sign] ?? []).map(([part, d]) => `<path class="${classes[part]}" d="${d}"/>`).join('');
    tones.set(tone, paths);
  }
  return paths;
}

function shapeSvg(sign: SignName, x: number, y: number, size: number, tone: Tone): string {
  const scale = size === 16 ? ')' : `) scale(${number(size / 16)})`;
  return `<g transform="translate(${number(x)} ${number(y)}${scale}">${pathsOf(sign, tone)}</g>`;
}
