import * as l10n from '@vscode/l10n';
import type { PluralText } from '../shared/pages/pluralText.js';
import type { TableWarning } from '../shared/report.js';
import { clip } from './clip.js';
import { dayLabel } from './periodTexts.js';
import { plural } from './plurals.js';

/** What a table lacks. */
export function unreadDirectoryText(
  dataset: Extract<TableWarning, { kind: 'directoryUnreadable' }>['dataset'],
): string {
  switch (dataset) {
    case 'directoryUsers':
      return l10n.t(
        "The users of the directory that are archived can't be read, so its columns are missing. Read the directory again.",
      );
    case 'directorySignIns':
      return l10n.t(
        "The sign-ins that are archived of the directory can't be read, so their columns are missing. Read the directory again.",
      );
    case 'subscribedSkus':
      return l10n.t(
        "The subscriptions that are archived of the directory can't be read, so what was bought isn't known, and some assigned licenses may be IDs. Read the directory again.",
      );
  }
}

/** Of which day the directory is, and why its cells are blank. */
export function directoryText({
  day,
  notInDirectory,
  nameConcealed,
}: Extract<TableWarning, { kind: 'directory' }>): string {
  return counted(dayLabel(day), [
    [
      nameConcealed,
      {
        one: l10n.t("The name in {0} row is concealed, so it can't be found in the directory as of {1}."),
        other: l10n.t("The names in {0} rows are concealed, so they can't be found in the directory as of {1}."),
      },
    ],
    [
      notInDirectory,
      {
        one: l10n.t("The directory as of {1} doesn't have the user of {0} row. Deleted users are never there."),
        other: l10n.t("The directory as of {1} doesn't have the users of {0} rows. Deleted users are never there."),
      },
    ],
  ]).join(' ');
}

/** Why cells of a file of attributes are blank, and which of several rows counts. */
export function attributesText({
  file,
  notInFile,
  nameConcealed,
  conflicts,
  lost,
}: Extract<TableWarning, { kind: 'attributes' }>): string {
  const name = clip(file);
  return [
    ...counted(name, [
      [
        nameConcealed,
        {
          one: l10n.t("The name in {0} row is concealed, so it can't be found in the attributes file {1}."),
          other: l10n.t("The names in {0} rows are concealed, so they can't be found in the attributes file {1}."),
        },
      ],
      [
        notInFile,
        {
          one: l10n.t("The attributes file {1} doesn't have the user of {0} row."),
          other: l10n.t("The attributes file {1} doesn't have the users of {0} rows."),
        },
      ],
      [
        conflicts,
        {
          one: l10n.t('{0} user is in {1} several times with different values. The first row counts.'),
          other: l10n.t('{0} users are in {1} several times with different values. The first row counts.'),
        },
      ],
    ]),
    ...(lost === true
      ? [
          l10n.t(
            'Columns that the directory has as well are those of the directory, as {0} has none of the users.',
            name,
          ),
        ]
      : []),
  ].join(' ');
}

/** A sentence about each number that is not 0, with what all of them are about. */
function counted(about: string, sentences: readonly (readonly [count: number, forms: PluralText])[]): string[] {
  return sentences.flatMap(([count, forms]) => (count === 0 ? [] : [plural(count, forms, about)]));
}
