import { exportFileName } from '../../core/export/exportFileName.js';
import type { ExportFacts } from '../../core/export/exportInput.js';
import { UsageReportsError } from '../../base/errors.js';
import type { ChartFileFormat } from '../../shared/pages/report.js';

/** A chart of a report as the page made it. */
export interface ChartFile {
  readonly facts: ExportFacts;
  /** What it shows. */
  readonly name: string;
  readonly format: ChartFileFormat;
  readonly content: Uint8Array;
}

/**
 * Saves a chart as an image file.
 * @param exportFile saves a file beside the exported reports
 * @throws UsageReportsError `invalidRequest` where the content is not of its format
 */
export async function saveChart(
  { facts, name, format, content }: ChartFile,
  exportFile: (name: string, content: Uint8Array, facts: ExportFacts) => Promise<void>,
): Promise<void> {
  if (!isChartFile(content, format)) {
    throw new UsageReportsError('invalidRequest', `What the panel sent is no ${format.toUpperCase()} image.`, {
      argument: 'content',
    });
  }
  await exportFile(exportFileName(facts, { extension: `_${fileNamePart(name)}.${format}` }), content, facts);
}

/** The name of a chart in letters that every file system takes. */
function fileNamePart(name: string): string {
  const part = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return part === '' ? 'chart' : part;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function isChartFile(content: Uint8Array, format: ChartFile['format']): boolean {
  return format === 'png'
    ? pngSignature.every((byte, index) => content[index] === byte)
    : new TextDecoder().decode(content.subarray(0, 200)).startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ');
}
