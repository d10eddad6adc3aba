/** Red, green, and blue from 0 to 255. */
type Color = readonly [number, number, number];

/** The backgrounds of a document. Its style sheet has the same. */
export const PAPER = { light: '#ffffff', dark: '#1f1f1f' } as const;

const OWN = { light: '#0063d3', dark: '#3794ff' } as const;

/** What Web Content Accessibility Guidelines ask of graphics. */
const MIN_CONTRAST = 3;
const STEPS = 100;

/**
 * The accent color on light and on dark paper: the one that was asked for, but mixed with black or white until it has a contrast of at least
 * 3 to 1 with the paper.
 *
 * @param color `#rrggbb`; the document's own where it is absent or something else
 */
export function accentColors(color: string | undefined): { readonly light: string; readonly dark: string } {
  const asked = color === undefined ? undefined : parse(color);
  return asked === undefined
    ? OWN
    : { light: readable(asked, PAPER.light, [0, 0, 0]), dark: readable(asked, PAPER.dark, [255, 255, 255]) };
}

/** The contrast of two colors as `#rrggbb`, from 1 to 21. */
function contrastOf(one: string, other: string): number {
  const [a, b] = [luminance(parse(one) ?? [0, 0, 0]), luminance(parse(other) ?? [0, 0, 0])];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function readable(color: Color, paper: string, towards: Color): string {
  for (let step = 0; step < STEPS; step++) {
    const mixed = hex(mix(color, towards, step / STEPS));
    if (contrastOf(mixed, paper) >= MIN_CONTRAST) {
      return mixed;
    }
  }
  return hex(towards);
}

function mix(color: Color, towards: Color, share: number): Color {
  const part = (index: 0 | 1 | 2) => Math.round(color[index] + (towards[index] - color[index]) * share);
  return [part(0), part(1), part(2)];
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function parse(color: string): Color | undefined {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color) ?? [];
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

function hex(color: Color): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
