import type { ChartFileFormat, ReportSummary, ReportMessage } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../base/format/format.js';
import { formatText } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import { nameWithoutUnit } from '../measures/chartNames.js';
import { readPalette } from './palette.js';
import { measureWith, pngFile } from './pngFile.js';
import type { SavedChartName } from './savedChartName.js';
import type { Frame, Scene } from './scene.js';
import { svgFile } from './svgFile.js';

/** Makes an image file of a chart and sends it to the extension host, which saves it. */
export async function saveChartFile(
  scene: (frame: Frame) => Scene,
  name: SavedChartName,
  fileFormat: ChartFileFormat,
  { summary, format, place, post }: SaveChartOptions,
): Promise<void> {
  const palette = readPalette(place);
  const title = name.title === summary.title ? name.title : `${summary.title}: ${nameWithoutUnit(name.title)}`;
  const made = scene({ title, source: sourceOf(summary, format), palette, measure: measureWith(palette.font) });
  const content = fileFormat === 'svg' ? new TextEncoder().encode(svgFile(made)) : await pngFile(made);
  post({ type: 'saveChart', format: fileFormat, name: name.file.slice(0, 200), content });
}

export interface SaveChartOptions {
  readonly summary: ReportSummary;
  readonly format: Format;
  /** An element that has the theme's colors. */
  readonly place: HTMLElement;
  readonly post: (message: ReportMessage) => void;
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
