import {
  fitting,
  type MeasureText,
  type Palette,
  type Scene,
  type Shape,
} from '../../../../src/shared/charts/scene.js';

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
