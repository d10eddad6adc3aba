import { fitting, type MeasureText, type Palette, type Shape } from './scene.js';

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

/** Height of a bar with the space below it. */
export const barRowHeight = 30;
const barHeight = 24;
/** Height of a bar's edge. */
const edge = 3;
const minBarWidth = 200;

/** Bars below each other, to one scale, their labels in them and their values beside them. The wholes stand behind their parts. */
export function barPlot(
  bars: readonly SceneBar[],
  { left, right, top }: BarsBox,
  palette: Palette,
  measure: MeasureText,
): readonly Shape[] {
  const largest = bars.reduce((most, { value, whole }) => Math.max(most, value ?? 0, whole ?? 0), 0);
  const textWidth = (of: (bar: SceneBar) => string) =>
    bars.reduce((most, bar) => Math.max(most, measure(of(bar), 13, false)), 0);
  const shareWidth = bars.some(({ share }) => share !== undefined) ? textWidth(({ share = '' }) => share) + 16 : 0;
  const width = Math.max(minBarWidth, right - left - textWidth(({ text }) => text) - shareWidth - 16);
  const length = (value: number | null | undefined) =>
    largest > 0 ? Math.max(0, ((value ?? 0) / largest) * width) : 0;
  return bars.flatMap((bar, index): Shape[] => {
    const y = top + index * barRowHeight;
    const textOf = (x: number, text: string, fill: string, anchor: 'start' | 'end') =>
      ({ kind: 'text', x, y: y + 17, text, size: 13, fill, anchor }) satisfies Shape;
    return [
      { kind: 'rect', x: left, y, width, height: barHeight, fill: palette.foreground, opacity: 0.05 },
      ...(bar.whole === undefined ? [] : barShapes(palette.muted, left, y, length(bar.whole), barHeight)),
      ...barShapes(palette.accent, left, y, length(bar.value), barHeight),
      textOf(left + 8, fitting(bar.label, width - 16, 13, false, measure), palette.foreground, 'start'),
      textOf(right - shareWidth, bar.text, bar.value === null ? palette.muted : palette.foreground, 'end'),
      ...(bar.share === undefined ? [] : [textOf(right, bar.share, palette.muted, 'end')]),
    ];
  });
}

/** A bar on which a label can be read, above an edge that shows its length in full color. */
export function barShapes(fill: string, x: number, y: number, width: number, height: number): readonly Shape[] {
  return [
    { kind: 'rect', x, y, width, height: height - edge, fill, opacity: 0.25 },
    { kind: 'rect', x, y: y + height - edge, width, height: edge, fill },
  ];
}
