import * as vscode from 'vscode';
import { UsageReportsError } from '../../base/errors.js';
import type { AttributeColumn, AttributesContent } from '../../core/users/attributes/attributesFile.js';
import type { RecognizedColumns } from '../../core/users/attributes/recognizeColumns.js';
import { errorTextsFor } from '../../l10n/errorTexts.js';
import { numberLabel } from '../../l10n/numberTexts.js';
import { plural } from '../../l10n/plurals.js';
import { type AttributesChoice, choiceFrom } from '../../services/attributes/attributesChoice.js';
import { contentOfChoice, findAttributes, type FoundAttributes } from '../../services/attributes/readAttributesFile.js';
import { writeSampleAttributes } from '../../services/attributes/writeSampleAttributes.js';
import { attributeSettings, setAttributes } from '../../settings.js';
import { showError, showInformation } from '../common/messages.js';
import { withDelayedProgress } from '../common/progress.js';
import { showPick, showPicks } from '../common/quickInput.js';
import type { AttributesFeatureOptions } from './attributesOptions.js';
import { countUsers, type UserCount } from './countUsers.js';

/** Names of columns that fit into a notification. */
const MAX_NAMES = 6;

/**
 * Chooses the file whose columns are added to reports about users. Asks what its columns don't say, and says how many users it has.
 * @param named the file; the person is asked where absent
 */
export async function chooseAttributes(
  named: vscode.Uri | undefined,
  options: AttributesFeatureOptions,
): Promise<void> {
  const uri = named ?? (await pickFile(options));
  if (uri === undefined) {
    return;
  }
  try {
    const asked = await askAbout(uri.fsPath);
    if (asked !== undefined) {
      const before = choiceFrom(attributeSettings());
      await setAttributes(asked.choice);
      if (before?.path === asked.choice.path) {
        // Another file is read again because its setting changes.
        await options.reloadReports();
      }
      // Nobody waits for the answer: the file is in use.
      void told(asked, options);
    }
  } catch (error) {
    if (!(error instanceof UsageReportsError)) {
      throw error;
    }
    const { text, detail } = errorTextsFor(error);
    const another = vscode.l10n.t('Choose Another File…');
    const problem = [text, detail].filter((part) => part !== undefined).join(' ');
    const name = uri.path.split('/').at(-1) ?? uri.path;
    void showError(vscode.l10n.t("{0} can't be used as an attributes file. {1}", name, problem), another).then(
      (answer) => (answer === another ? options.errors.attempt(() => chooseAttributes(undefined, options)) : undefined),
    );
  }
}

/** In the sample tenant, a file of its users is offered, too. */
async function pickFile({ connections, storage }: AttributesFeatureOptions): Promise<vscode.Uri | undefined> {
  if (connections.active.kind === 'sample') {
    const own = { label: vscode.l10n.t('Choose File…') };
    const sample = {
      label: vscode.l10n.t('Use Sample Attributes'),
      detail: vscode.l10n.t("Made-up departments, countries, and cost centers of the sample tenant's users"),
    };
    const title = vscode.l10n.t('Choose Attributes File');
    const picked = await showPick([own, sample], { title, placeHolder: vscode.l10n.t('Which file?') });
    if (picked !== own) {
      return picked && vscode.Uri.file(await writeSampleAttributes(storage.fsPath));
    }
  }
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Choose Attributes File'),
      openLabel: vscode.l10n.t('Choose'),
      filters: { [vscode.l10n.t('CSV files')]: ['csv', 'txt', 'gz'], [vscode.l10n.t('All files')]: ['*'] },
    })) ?? [];
  return chosen;
}

interface Asked {
  readonly choice: AttributesChoice;
  readonly name: string;
  readonly content: AttributesContent;
}

/** @returns `undefined` where the person canceled */
async function askAbout(path: string): Promise<Asked | undefined> {
  const read = (userColumn?: string) =>
    withDelayedProgress(vscode.l10n.t('Reading attributes file'), () => findAttributes({ path, userColumn }));
  let found = await read();
  let userColumn: string | undefined;
  if (!hasKey(found) && found.columns.possibleKeys.length > 0) {
    userColumn = await askUserColumn(found);
    if (userColumn === undefined) {
      return undefined;
    }
    found = await read(userColumn);
  }
  const columns = await askColumns(found.columns);
  if (columns === undefined) {
    return undefined;
  }
  const choice = {
    path,
    ...(userColumn === undefined ? {} : { userColumn }),
    ...(columns === 'known' ? {} : { columns }),
  };
  return { choice, name: found.name, content: contentOfChoice(found, choice.columns) };
}

function hasKey({ columns: { keys } }: FoundAttributes): boolean {
  return keys.id !== undefined || keys.principalName !== undefined;
}

async function askUserColumn({ name, columns }: FoundAttributes): Promise<string | undefined> {
  const picked = await showPick(
    columns.possibleKeys.map((label) => ({ label })),
    {
      title: vscode.l10n.t('Users in {0}', name),
      placeHolder: vscode.l10n.t('Which column has the user principal name (UPN), mail address, or object ID?'),
    },
  );
  return picked?.label;
}

/** @returns names of columns, or `known` where all are known by name and nothing needs to be asked; `undefined` where the person canceled */
async function askColumns({ known, others }: RecognizedColumns): Promise<readonly string[] | 'known' | undefined> {
  if (others.length === 0) {
    return 'known';
  }
  const item = ({ column, name }: AttributeColumn, picked: boolean) => ({
    label: column,
    ...(name === column ? {} : { description: name }),
    picked,
    column,
  });
  const picked = await showPicks([...known.map((one) => item(one, true)), ...others.map((one) => item(one, false))], {
    title: vscode.l10n.t('Columns to Add to Reports'),
    placeHolder: vscode.l10n.t('Every report about users then has these columns'),
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ column }) => column);
}

async function told({ name, content }: Asked, options: AttributesFeatureOptions): Promise<void> {
  const count = await countUsers({ name, content }, options).catch(() => undefined);
  const [open, remove] = [vscode.l10n.t('Open Report'), vscode.l10n.t('Remove')];
  const columns = content.attributes.map((attribute) => attribute.label ?? attribute.name);
  const text = [addedText(name, columns), ...(count === undefined ? [] : countTexts(count))].join(' ');
  const answer = await showInformation(text, ...(count === undefined ? [] : [open]), remove);
  if (answer === open && count !== undefined) {
    await options.errors.attempt(() => options.openReport(count.ref));
  } else if (answer === remove) {
    await options.errors.attempt(() => setAttributes(undefined));
  }
}

function addedText(file: string, columns: readonly string[]): string {
  const further = columns.length - MAX_NAMES;
  const names = [
    ...columns.slice(0, MAX_NAMES),
    ...(further > 0 ? [vscode.l10n.t('and {0} more', numberLabel(further))] : []),
  ];
  return vscode.l10n.t('Reports about users have columns from {0}: {1}.', file, names.join(', '));
}

function countTexts({ title, tenant, users, inFile, nameConcealed }: UserCount): readonly string[] {
  return [
    plural(
      users,
      {
        one: vscode.l10n.t('The file has {1} of {0} user in "{2}" of {3}.'),
        other: vscode.l10n.t('The file has {1} of {0} users in "{2}" of {3}.'),
      },
      numberLabel(inFile),
      title,
      tenant,
    ),
    ...(nameConcealed === 0
      ? []
      : [
          vscode.l10n.t(
            "Names are concealed in this tenant's reports, so users can't be found in the file until the names are shown.",
          ),
        ]),
  ];
}
