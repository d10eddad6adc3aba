/** A chart image as plain shapes, so that files of both kinds are made of the same. Lengths are in pixels, colors as in CSS. */
export interface Scene {
  /** Where its left edge lies: below 0 where it is wider than what is in it. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** Describes the image for users who cannot see it. */
  readonly description: string;
  readonly font: string;
  /** `undefined` where the image is transparent. */
  readonly background: string | undefined;
  readonly shapes: readonly Shape[];
}

export type Shape =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
      readonly opacity?: number;
      /** What it is, for the style sheet of a page that it stands in. */
      readonly className?: 'weekend';
    }
  | {
      readonly kind: 'line';
      readonly path: string;
      readonly stroke: string;
      readonly width: number;
      readonly dash?: readonly number[];
      readonly opacity?: number;
    }
  | TextShape;

export interface TextShape {
  readonly kind: 'text';
  /** Place of the baseline's start, middle or end. */
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

/** The colors of an image. */
export interface Palette {
  readonly font: string;
  readonly background: string | undefined;
  readonly foreground: string;
  readonly muted: string;
  readonly accent: string;
  /** Where days are missing. */
  readonly gap: string;
  /** One for each line of a large chart. */
  readonly lines: readonly string[];
}

/** Width of a text in pixels. */
export type MeasureText = (text: string, size: number, bold: boolean) => number;

/** Nobody reads a line of more, and measuring a megabyte takes a while. */
const MAX_LINE = 400;

/** As much of a text as there is room for, with an ellipsis where something is missing. */
export function fitting(text: string, room: number, size: number, bold: boolean, measure: MeasureText): string {
  const line = text.slice(0, MAX_LINE).replace(/\s+/g, ' ');
  const fits = (part: string) => measure(part, size, bold) <= room;
  return text.length <= MAX_LINE && fits(line) ? line : `${longest(line, (part) => fits(`${part}…`)).trimEnd()}…`;
}

/**
 * A text on as many lines as it needs, broken between words, or within one that is longer than a line.
 * @param most of more lines, the last one ends with an ellipsis
 */
export function wrapped(
  text: string,
  room: number,
  size: number,
  measure: MeasureText,
  most: number,
): readonly [string, ...string[]] {
  const line = text.slice(0, MAX_LINE).replace(/\s+/g, ' ').trim();
  const fits = (part: string) => measure(part, size, false) <= room;
  if (most <= 1 || fits(line)) {
    return [fitting(text, room, size, false, measure)];
  }
  const part = longest(line, fits);
  const space = line[part.length] === ' ' ? part.length : part.lastIndexOf(' ');
  // A line has one character at least, however narrow it is.
  const first = part.slice(0, space > 0 ? space : undefined) || ([...line][0] ?? '');
  const rest = text.replace(/\s+/g, ' ').trim().slice(first.length);
  return [first, ...wrapped(rest.trimStart(), room, size, measure, most - 1)];
}

/** The longest beginning of a text that fits. By whole characters: half an emoji is none. */
function longest(text: string, fits: (part: string) => boolean): string {
  const characters = [...text];
  let [least, most] = [0, characters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(characters.slice(0, middle).join(''))) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return characters.slice(0, least).join('');
}
