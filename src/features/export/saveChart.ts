import { exportFileName } from '../../core/export/exportFileName.js';
import { saveFile } from '../../core/export/saveFile.js';
import type { ChartFile } from '../reportPanel/reportPanel.js';
import { workspaceFiles } from './workspaceFiles.js';
import { UsageReportsError } from '../../base/errors.js';
import { exportFolder } from './exportFolder.js';
import { askAboutConflict } from './exportReport.js';
import { notifyExported } from './notifyExported.js';

/** Saves a picture beside the exported reports. What stands in the way is shown, with another try. */
export async function saveChart(
  largeChart: ChartFile,
  show: (error: unknown, retry: () => Promise<void>) => Promise<void>,
): Promise<void> {
  try {
    await save(largeChart);
  } catch (error) {
    void show(error, () => saveChart(largeChart, show));
  }
}

async function save({ facts, name, format, content }: ChartFile): Promise<void> {
  if (!isChartFile(content, format)) {
    throw new UsageReportsError('invalidRequest', `What the panel sent is no ${format.toUpperCase()} picture.`, {
      argument: 'content',
    });
  }
  const folder = await exportFolder();
  if (folder === undefined) {
    return;
  }
  const fileName = exportFileName(facts, { extension: `_${fileNamePart(name)}.${format}` });
  const { outcome, target } = await saveFile(workspaceFiles, folder, fileName, [content], {
    onConflict: askAboutConflict,
  });
  void notifyExported(outcome, target);
}

/** What a picture shows, in letters that every file system takes. */
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
