import * as vscode from 'vscode';
import type { CommandArgument } from '../../commandIds.js';
import { handoutFile } from '../../core/handout/files/handoutFile.js';
import { handoutFileName } from '../../core/handout/files/handoutFileName.js';
import { spanOfMonth } from '../../core/handout/span.js';
import { displayLanguage } from '../../l10n/displayLanguage.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { handoutFileTexts } from '../../l10n/handoutFileTexts.js';
import { handoutTexts } from '../../l10n/handoutTexts.js';
import { makeHandout } from '../../services/handout/makeHandout.js';
import { minimumGroupSize } from '../../settings.js';
import { createFormat } from '../../shared/format/format.js';
import { connectionOf } from '../common/arguments.js';
import { withProgress } from '../common/progress.js';
import { appearanceOf } from './appearance.js';
import { archivedDays, queriesOf } from './archivedDays.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';
import { mayNameUsers } from './mayNameUsers.js';
import { notifyMade } from './notifyMade.js';
import { pickFormat } from './pickFormat.js';
import { pickMonth } from './pickMonth.js';
import { pickTemplate } from './pickTemplate.js';

/**
 * Asks for a template, a month, and a format, and makes a report of them from what is archived. It requests nothing; only what the archive
 * of a sample tenant lacks is made.
 *
 * @throws UsageReportsError `storage` with the code `nothingArchived` if no daily report is archived; `invalidRequest` for a setting
 */
export async function makeReport(
  argument: CommandArgument<'makeReport'> | undefined,
  options: HandoutFeatureOptions,
): Promise<void> {
  const { connections, catalog, now } = options;
  const connection = connectionOf(argument, connections) ?? connections.active;
  const chosen = await pickTemplate(catalog());
  if (chosen === undefined) {
    return;
  }
  const format = createFormat(displayLanguage());
  const month = await pickMonth(await archivedDays(chosen.template, connection, options), format);
  const file = month === undefined ? undefined : await pickFormat();
  const named = file === undefined ? undefined : await mayNameUsers(chosen.template);
  if (month === undefined || file === undefined || named === undefined) {
    return;
  }
  const { title, ...appearance } = await appearanceOf(vscode.workspace.workspaceFolders?.[0]);
  const template = title === undefined ? chosen.template : { ...chosen.template, title };
  const saved = await withProgress(vscode.l10n.t('Making {0}', template.title), async (signal) => {
    const queries = await queriesOf(connection, options, signal);
    try {
      const document = await makeHandout({
        ...{ template, span: spanOfMonth(month), tenant: connection.name, generatedAt: now().toISOString(), queries },
        ...{ catalog: catalog(), format, texts: handoutTexts(), mayNameUsers: named, ...appearance },
        errorText: (error) => errorTextsFor(error).text,
        minimumGroupSize: minimumGroupSize(),
      });
      return await options.saveFile({
        name: handoutFileName(document, { template: chosen.id, fileLabel: connection.fileLabel, format: file }),
        chunks: handoutFile(file, document, handoutFileTexts()),
        personal: document.namesUsers,
        signal,
      });
    } finally {
      queries.dispose();
    }
  });
  if (saved !== undefined) {
    await notifyMade(saved);
  }
}
