import { writeNormalizedCsv } from './csvWriter.js';
import type { ExportInput, ExportOptions } from './exportInput.js';
import { writeJson } from './jsonWriter.js';
import { writeMarkdown } from './markdownWriter.js';
import { writeTabSeparated } from './tabSeparatedWriter.js';

/** `tabSeparated` is for the clipboard; the others are file formats. */
export type WriterId = 'csvNormalized' | 'json' | 'markdown' | 'tabSeparated';

/** Writes a file in chunks of about 64 KB. */
export type Writer = (input: ExportInput, options: ExportOptions) => Iterable<Uint8Array>;

export const writers: Readonly<Record<WriterId, Writer>> = {
  csvNormalized: writeNormalizedCsv,
  json: writeJson,
  markdown: writeMarkdown,
  tabSeparated: writeTabSeparated,
};
