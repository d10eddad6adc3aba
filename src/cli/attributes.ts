import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { UsageReportsError } from '../base/errors.js';
import { attributesProblemText, warningText } from '../l10n/warningTexts.js';
import { readAttributesFile } from '../services/attributes/readAttributesFile.js';
import type { AttributesOf } from '../services/reports/attributesOf.js';
import type { TableWarning } from '../shared/report.js';

/**
 * The file that `--attributes` names, for a service of reports. Unlike a page, which shows a report without its columns and says so, a script
 * that reads them needs all or nothing.
 *
 * @throws UsageReportsError `invalidRequest` if it cannot be used
 */
export async function attributesFrom(file: string | undefined): Promise<AttributesOf | undefined> {
  if (file === undefined) {
    return undefined;
  }
  const attributes = await readAttributesFile({ path: file });
  if ('problem' in attributes.content) {
    throw unusable(attributes.name, attributesProblemText(attributes.content.problem));
  }
  return () => Promise.resolve(attributes);
}

/**
 * What has to be known of the added columns before they are read out of the file.
 * @throws UsageReportsError `invalidRequest` if the file turned out to be of no use as a whole
 */
export function attributeCautions(warnings: readonly TableWarning[]): string[] {
  return warnings.flatMap((warning) => {
    if (warning.kind === 'attributesUnreadable') {
      throw unusable(warning.file, attributesProblemText(warning.problem));
    }
    return warning.kind === 'attributes' ? [warningText(warning)] : [];
  });
}

function unusable(file: string, why: string): UsageReportsError {
  const message = l10n.t("The attributes file {0} can't be used. {1}", path.basename(file), why);
  return new UsageReportsError('invalidRequest', message, { argument: 'attributes' });
}
