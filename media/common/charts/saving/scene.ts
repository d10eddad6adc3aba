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

/** What every image has around its chart. */
export interface Frame {
  readonly title: string;
  /** Tenant, report, period and day of the data: without them an image is worth nothing a month later. */
  readonly source: string;
  readonly palette: Palette;
  readonly measure: MeasureText;
  /** Whether the image has the sides of a slide, 16 to 9. */
  readonly isWide: boolean;
}

export const sceneWidth = 960;
export const margin = 24;

const footerHeight = 48;
const wideSides = 16 / 9;

/** Where the content of a wide image ends, unless it needs more room. */
export const wideContentBottom = sceneWidth / wideSides - footerHeight;

/** Height of a line below the chart. */
export const footerRow = 20;

/** Height of the title, below which the chart begins. */
export const contentTop = 64;

/** A scene around its content: title above, source line below. */
export function frameScene(
  { title, source, palette, measure, isWide }: Frame,
  contentBottom: number,
  description: string,
  content: readonly Shape[],
): Scene {
  const room = sceneWidth - 2 * margin;
  const bottom = isWide ? Math.max(contentBottom, wideContentBottom) : contentBottom;
  const height = Math.round(bottom + footerHeight);
  const width = isWide ? Math.round(height * wideSides) : sceneWidth;
  return {
    left: (sceneWidth - width) / 2,
    width,
    height,
    title,
    description,
    font: palette.font,
    background: palette.background,
    shapes: [
      {
        kind: 'text',
        x: margin,
        y: 40,
        text: fitting(title, room, 20, true, measure),
        size: 20,
        fill: palette.foreground,
        bold: true,
      },
      ...content,
      {
        kind: 'text',
        x: margin,
        y: bottom + 28,
        text: fitting(source, room, 12, false, measure),
        size: 12,
        fill: palette.muted,
      },
    ],
  };
}

/** A line of text below the chart. */
export function footerLine({ palette, measure }: Frame, y: number, text: string, size = 13): Shape {
  return {
    kind: 'text',
    x: margin,
    y,
    text: fitting(text, sceneWidth - 2 * margin, size, false, measure),
    size,
    fill: palette.foreground,
  };
}

/** As much of a text as there is room for, with an ellipsis where something is missing. */
export function fitting(text: string, room: number, size: number, bold: boolean, measure: MeasureText): string {
  // Nobody reads a line of more, and measuring a megabyte takes a while.
  const line = text.slice(0, 400).replace(/\s+/g, ' ');
  if (text.length <= 400 && measure(line, size, bold) <= room) {
    return line;
  }
  // By whole characters: half an emoji is none.
  const characters = [...line];
  let [least, most] = [0, characters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(`${characters.slice(0, middle).join('')}…`, size, bold) <= room) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return `${characters.slice(0, least).join('').trimEnd()}…`;
}
