import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { UsageReportsError } from '../base/errors.js';
import { attributesProblemText, warningText } from '../l10n/warningTexts.js';
import { findsUsersBy, readAttributesFile } from '../services/attributes/readAttributesFile.js';
import type { AttributesOf } from '../services/reports/attributesOf.js';
import type { TableWarning } from '../shared/report.js';

/** What the command line says of the file. */
export interface AttributesArguments {
  readonly attributes?: string;
  /** Name of the column that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
}

/**
 * The file that `--attributes` names, for a service of reports. Unlike a page, which shows a report without its columns and says so, a script
 * that reads them needs all or nothing.
 *
 * @throws UsageReportsError `invalidRequest` if it cannot be used
 */
export async function attributesFrom({
  attributes: file,
  attributesUser: userColumn,
}: AttributesArguments): Promise<AttributesOf | undefined> {
  if (file === undefined) {
    return undefined;
  }
  const choice = { path: file, ...(userColumn === undefined ? {} : { userColumn }) };
  const attributes = await readAttributesFile(choice);
  const { name, content } = attributes;
  const isUnknownUser = 'problem' in content && content.problem === 'noUserColumn';
  if ('problem' in content && !isUnknownUser) {
    throw unusable(name, attributesProblemText(content.problem));
  }
  if (userColumn !== undefined && !findsUsersBy(content, userColumn)) {
    throw unusable(name, l10n.t('It has no column {0}.', userColumn));
  }
  if (isUnknownUser) {
    const hint = l10n.t('Name the column with the option {0}.', '--attributes-user');
    throw unusable(name, `${attributesProblemText('noUserColumn')} ${hint}`);
  }
  return () => Promise.resolve([attributes]);
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
    return warning.kind === 'attributes' || warning.kind === 'directoryUnreadable' ? [warningText(warning)] : [];
  });
}

function unusable(file: string, why: string): UsageReportsError {
  const message = l10n.t("The attributes file {0} can't be used. {1}", path.basename(file), why);
  return new UsageReportsError('invalidRequest', message, { argument: 'attributes' });
}
