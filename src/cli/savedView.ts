import * as l10n from '@vscode/l10n';
import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { UsageReportsError } from '../base/errors.js';
import type { ReportDefinition } from '../core/catalog/definition.js';
import { plural } from '../l10n/plurals.js';
import { viewErrorText } from '../l10n/viewErrorTexts.js';
import type { SavedView } from '../shared/views/savedView.js';
import { MAX_VIEWS_BYTES, readViews } from '../shared/views/viewsFile.js';
import { safeMessageOf } from './errorFacts.js';

/** Wrong views in one file that are told one by one. */
const MAX_PROBLEMS = 20;

/**
 * A saved view of a report in a file. Tells which others cannot be read.
 * @throws UsageReportsError `invalidRequest` where the file cannot be read, or has no such view
 */
export async function viewOf(
  file: string,
  name: string,
  definition: Pick<ReportDefinition, 'name'>,
  warn: (message: string) => void,
): Promise<SavedView> {
  const { views, problems } = readViews(await viewsText(file));
  problems.slice(0, MAX_PROBLEMS).forEach((problem) => warn(viewErrorText(problem)));
  if (problems.length > MAX_PROBLEMS) {
    warn(
      plural(problems.length - MAX_PROBLEMS, {
        one: l10n.t("{0} more saved view can't be read."),
        other: l10n.t("{0} more saved views can't be read."),
      }),
    );
  }
  const ofReport = views.filter(({ report }) => report === definition.name);
  const found = ofReport.find((view) => view.name === name);
  if (found === undefined) {
    const names = ofReport.map((view) => `"${view.name}"`).join(', ') || '–';
    throw wrong(l10n.t('The file has no view "{0}" of this report. Its views: {1}', name, names), 'view');
  }
  return found;
}

/** The text of a file with views. What says it is small may still be endless, such as a device, so reading stops at the limit. */
async function viewsText(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_VIEWS_BYTES) {
        break;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw wrong(l10n.t("The file with the saved views can't be read: {0}", safeMessageOf(error)), 'views');
  }
  if (size > MAX_VIEWS_BYTES) {
    throw wrong(l10n.t('The file with the saved views is too large to be read.'), 'views');
  }
  return Buffer.concat(chunks).toString('utf8');
}

function wrong(message: string, argument: string): UsageReportsError {
  return new UsageReportsError('invalidRequest', message, { argument });
}
