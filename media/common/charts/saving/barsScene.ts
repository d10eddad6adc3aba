import { barPlot, barShapes, type SceneBar } from '../../../../src/shared/charts/barPlot.js';
import type { Scene, Shape } from '../../../../src/shared/charts/scene.js';
import { contentTop, footerLine, type Frame, frameScene, margin, sceneWidth } from './frame.js';

export interface BarsExtras {
  /** What the parts of wholes are called, and what is not among them. */
  readonly words?: { readonly part: string; readonly rest: string };
  /** What the card says below its bars. */
  readonly facts?: string;
}

/** Bars below each other, to one scale. Where they are parts of wholes, the wholes stand behind them. */
export function barsScene(
  frame: Frame,
  bars: readonly SceneBar[],
  { words = { part: '', rest: '' }, facts = '' }: BarsExtras = {},
): Scene {
  const { palette, measure } = frame;
  const stacked = bars.some(({ whole }) => whole !== undefined);
  const top = contentTop + (stacked ? 28 : 0);
  const key: Shape[] = stacked
    ? [
        ...barShapes(palette.accent, margin, contentTop - 2, 16, 12),
        { kind: 'text', x: margin + 24, y: contentTop + 9, text: words.part, size: 13, fill: palette.foreground },
        ...barShapes(palette.muted, margin + 120, contentTop - 2, 16, 12),
        { kind: 'text', x: margin + 144, y: contentTop + 9, text: words.rest, size: 13, fill: palette.foreground },
      ]
    : [];
  const { shapes: rows, bottom } = barPlot(bars, { left: margin, right: sceneWidth - margin, top }, palette, measure);
  const description = bars
    .map(({ label, text, share }) => `${label.slice(0, 200)}: ${text}${share === undefined ? '' : ` (${share})`}`)
    .join('; ');
  return facts === ''
    ? frameScene(frame, bottom, description, [...key, ...rows])
    : frameScene(frame, bottom + 24, `${description} · ${facts}`, [
        ...key,
        ...rows,
        footerLine(frame, bottom + 16, facts),
      ]);
}

/** How many rows have a value in each of a row of ranges. */
export interface SceneColumns {
  readonly counts: readonly number[];
  /** What stands below the first and the last column. */
  readonly ends: readonly [string, string];
  /** The largest count, as the panel writes it. */
  readonly most: string;
  readonly facts: string;
}

const columnsHeight = 260;

export function columnsScene(frame: Frame, { counts, ends, most, facts }: SceneColumns): Scene {
  const { palette, measure } = frame;
  const [left, right] = [margin + Math.max(72, measure(most, 12, false) + 12), sceneWidth - margin];
  const [top, bottom] = [contentTop, contentTop + columnsHeight];
  const largest = Math.max(1, ...counts);
  const slot = (right - left) / Math.max(1, counts.length);
  const gap = counts.length > 40 ? 1 : slot * 0.15;
  const columns = counts.flatMap((count, index): Shape[] => {
    const height = count === 0 ? 0 : Math.max(3, (count / largest) * columnsHeight);
    return count === 0
      ? []
      : [
          {
            kind: 'rect',
            x: left + index * slot + gap / 2,
            y: bottom - height,
            width: slot - gap,
            height,
            fill: palette.accent,
          },
        ];
  });
  return frameScene(frame, bottom + 52, `${ends[0]} – ${ends[1]} · ${facts}`, [
    { kind: 'text', x: left - 8, y: top + 4, text: most, size: 12, fill: palette.muted, anchor: 'end' },
    { kind: 'text', x: left - 8, y: bottom + 4, text: '0', size: 12, fill: palette.muted, anchor: 'end' },
    { kind: 'line', path: `M${left} ${top}H${right}`, stroke: palette.foreground, width: 1, opacity: 0.14 },
    ...columns,
    { kind: 'line', path: `M${left} ${bottom}H${right}`, stroke: palette.foreground, width: 1, opacity: 0.5 },
    { kind: 'text', x: left, y: bottom + 20, text: ends[0], size: 12, fill: palette.muted },
    { kind: 'text', x: right, y: bottom + 20, text: ends[1], size: 12, fill: palette.muted, anchor: 'end' },
    { kind: 'text', x: left, y: bottom + 44, text: facts, size: 13, fill: palette.foreground },
  ]);
}
