import { wrapped, type MeasureText, type Palette, type Shape } from './scene.js';

/** One bar, with its text as people read it. */
export interface SceneBar {
  readonly label: string;
  /** `null` where it is blank. */
  readonly value: number | null;
  /** What the value is a part of, where it is. */
  readonly whole?: number | null;
  readonly text: string;
  readonly share?: string;
}

/** Where bars stand in their image, in pixels. */
export interface BarsBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Height of a bar whose label is on one line, of each further line, and of the space below. */
const barHeight = 24;
const lineHeight = 16;
const space = 6;
/** A label of more lines is no name any more. */
const maxLines = 4;
/** Height of a bar's edge. */
const edge = 3;
const minBarWidth = 200;

export interface BarPlot {
  readonly shapes: readonly Shape[];
  /** Where the space below the last bar ends. */
  readonly bottom: number;
}

/** Bars below each other, to one scale, their whole labels in them and their values beside them. The wholes stand behind their parts. */
export function barPlot(
  bars: readonly SceneBar[],
  { left, right, top }: BarsBox,
  palette: Palette,
  measure: MeasureText,
): BarPlot {
  const largest = bars.reduce((most, { value, whole }) => Math.max(most, value ?? 0, whole ?? 0), 0);
  const textWidth = (of: (bar: SceneBar) => string) =>
    bars.reduce((most, bar) => Math.max(most, measure(of(bar), 13, false)), 0);
  const shareWidth = bars.some(({ share }) => share !== undefined) ? textWidth(({ share = '' }) => share) + 16 : 0;
  const width = Math.max(minBarWidth, right - left - textWidth(({ text }) => text) - shareWidth - 16);
  const length = (value: number | null | undefined) =>
    largest > 0 ? Math.max(0, ((value ?? 0) / largest) * width) : 0;
  let bottom = top;
  const shapes = bars.flatMap((bar): Shape[] => {
    const lines = wrapped(bar.label, width - 16, 13, measure, maxLines);
    const [y, height] = [bottom, barHeight + (lines.length - 1) * lineHeight];
    bottom += height + space;
    const textOf = (x: number, text: string, fill: string, anchor: 'start' | 'end', line = 0) =>
      ({ kind: 'text', x, y: y + 17 + line * lineHeight, text, size: 13, fill, anchor }) satisfies Shape;
    return [
      { kind: 'rect', x: left, y, width, height, fill: palette.foreground, opacity: 0.05 },
      ...(bar.whole === undefined ? [] : barShapes(palette.muted, left, y, length(bar.whole), height)),
      ...barShapes(palette.accent, left, y, length(bar.value), height),
      ...lines.map((line, index) => textOf(left + 8, line, palette.foreground, 'start', index)),
      textOf(right - shareWidth, bar.text, bar.value === null ? palette.muted : palette.foreground, 'end'),
      ...(bar.share === undefined ? [] : [textOf(right, bar.share, palette.muted, 'end')]),
    ];
  });
  return { shapes, bottom };
}

/** A bar on which a label can be read, above an edge that shows its length in full color. */
export function barShapes(fill: string, x: number, y: number, width: number, height: number): readonly Shape[] {
  return [
    { kind: 'rect', x, y, width, height: height - edge, fill, opacity: 0.25 },
    { kind: 'rect', x, y: y + height - edge, width, height: edge, fill },
  ];
}
