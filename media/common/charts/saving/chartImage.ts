import type { ChartFileChoice, ReportMessage, ReportSummary } from '../../../../src/shared/pages/report.js';
import type { Chart } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { nameWithoutUnit } from '../../../../src/shared/measures.js';
import type { MeasureLine } from '../measures/measureLines.js';
import { chartScene } from './chartScene.js';
import { readPalette } from './palette.js';
import { measureWith, pngImage } from './pngImage.js';
import type { SavedChartName } from './savedChartName.js';
import type { Scene } from '../../../../src/shared/charts/scene.js';
import { type SeriesExtras, seriesScene } from './seriesScene.js';
import { svgFile } from '../../../../src/shared/charts/svgFile.js';

/** A chart that can be made an image. */
export interface SavableChart {
  readonly name: SavedChartName;
  /** A card's chart, or the lines of the large one. */
  readonly drawing:
    Chart | { readonly kind: 'lines'; readonly lines: readonly MeasureLine[]; readonly extras: SeriesExtras };
}

export interface ChartImageOptions {
  readonly summary: ReportSummary;
  readonly format: Format;
  /** An element that has the theme's colors. */
  readonly place: HTMLElement;
  readonly post: (message: ReportMessage) => void;
}

/** Lets the person choose what file to make of a chart. `undefined` where there is no host; `null` where nothing was chosen. */
export type ChooseChartFile = () => Promise<ChartFileChoice | null> | undefined;

/** Makes an image file of a chart and sends it to the extension host, which saves it. */
export async function saveChart(
  chart: SavableChart,
  choose: ChooseChartFile,
  options: ChartImageOptions,
): Promise<void> {
  const choice = await choose();
  if (choice !== undefined && choice !== null) {
    const { format } = choice;
    const scene = sceneOf(chart, choice, options);
    const content = format === 'svg' ? new TextEncoder().encode(svgFile(scene)) : await bytesOf(pngImage(scene));
    options.post({ type: 'saveChart', format, name: fileName(chart), content });
  }
}

/**
 * Copies a chart as an image, in the colors on screen. Where that is refused, the extension host offers to save it.
 * @returns whether it was copied
 */
export async function copyChart(chart: SavableChart, options: ChartImageOptions): Promise<boolean> {
  const image = pngImage(sceneOf(chart, { colors: 'shown', isWide: false }, options));
  try {
    // The clipboard takes the promise: it may be written only right after the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    options.post({ type: 'chartCopied' });
    return true;
  } catch {
    options.post({ type: 'chartNotCopied', name: fileName(chart), content: await bytesOf(image) });
    return false;
  }
}

function sceneOf(
  { name, drawing }: SavableChart,
  { colors, isWide }: Pick<ChartFileChoice, 'colors' | 'isWide'>,
  { summary, format, place }: ChartImageOptions,
): Scene {
  const palette = readPalette(place, colors);
  const title = name.title === summary.title ? name.title : `${summary.title}: ${nameWithoutUnit(name.title)}`;
  const frame = { title, source: sourceOf(summary, format), palette, measure: measureWith(palette.font), isWide };
  return drawing.kind === 'lines'
    ? seriesScene(frame, drawing.lines, format, drawing.extras)
    : chartScene(drawing, frame, summary, format);
}

async function bytesOf(image: Promise<Blob>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await image).arrayBuffer());
}

function fileName({ name }: SavableChart): string {
  return name.file.slice(0, 200);
}

function sourceOf({ connection, product, title, choices, ref, refreshDate }: ReportSummary, format: Format): string {
  const tenant = connection.isSample ? formatText(texts.sampleSource, connection.name) : connection.name;
  const chosen = choices.find(
    (choice) => choice.period === ref.period && choice.date === ref.date && choice.history === ref.history,
  );
  return [
    tenant,
    `${product}, ${title}`,
    chosen?.label ?? ref.period ?? ref.date ?? '',
    refreshDate === null ? '' : formatText(texts.dataUpTo, format.day(refreshDate)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
