import type { Format } from '../../../../src/shared/format/format.js';
import { BLANK_MARK } from '../../../../src/shared/format/formatText.js';
import { legendColumns } from '../measures/legendCells.js';
import { lineName, type MeasureLine, previousDays } from '../measures/measureLines.js';
import { fitting, type Shape } from '../../../../src/shared/charts/scene.js';
import { strokeOf } from '../../../../src/shared/charts/seriesPlot.js';
import { contentTop, type Frame, margin, sceneWidth } from './frame.js';

/** Height of a row of the legend. */
export const legendRow = 20;

/** A row for each line: its stroke, its name, and what is known of it. */
export function legendOf(
  { palette, measure }: Frame,
  lines: readonly MeasureLine[],
  names: readonly string[],
  format: Format,
): Shape[] {
  const columns = legendColumns(lines);
  const rows = lines.map((line) => columns.map(({ cell }) => cell(line, format).text ?? BLANK_MARK));
  let end = sceneWidth - margin;
  // From the right edge leftward, so that digits stand under digits; what is left is the name's.
  const ends: number[] = [];
  for (let column = columns.length - 1; column >= 0; column--) {
    ends[column] = end;
    const head = measure(columns[column]?.name ?? '', 12, false);
    end -= rows.reduce((most, row) => Math.max(most, measure(row[column] ?? '', 13, column === 0)), head) + 24;
  }
  const heads = columns.map(({ name }, column): Shape => ({
    kind: 'text',
    x: ends[column] ?? 0,
    y: contentTop + 4,
    text: name,
    size: 12,
    fill: palette.muted,
    anchor: 'end',
  }));
  return lines.reduce<Shape[]>((shapes, line, index) => {
    const middle = contentTop + (index + 1) * legendRow;
    const fill = line.isPrevious ? palette.muted : palette.foreground;
    const text = fitting(names[index] ?? '', end - margin - 38, 13, false, measure);
    return [
      ...shapes,
      { ...strokeOf(line, palette.lines), path: `M${margin} ${middle}H${margin + 28}` },
      { kind: 'text', x: margin + 38, y: middle + 4.5, text, size: 13, fill },
      ...(rows[index] ?? []).map((value, column): Shape => ({
        kind: 'text',
        x: ends[column] ?? 0,
        y: middle + 4.5,
        text: value,
        size: 13,
        fill,
        anchor: 'end',
        ...(column === 0 ? { bold: true } : {}),
      })),
    ];
  }, heads);
}

/** What a line is called in the legend. */
export function legendText(line: MeasureLine, format: Format): string {
  return line.isPrevious ? `${lineName(line)}, ${previousDays(line, format)}` : lineName(line);
}
