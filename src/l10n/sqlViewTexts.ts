import * as l10n from '@vscode/l10n';
import type { SqlViews } from '../services/sqlViews/sqlViews.js';
import { plural } from './plurals.js';

/** Of snapshots that are named in a sentence. */
const MAX_NAMES = 10;

/** What of an archive is in no view of SQL, and why: sentences. */
export function missingViewTexts({
  leftOut,
  unreadable,
  inFormerLayout,
}: Pick<SqlViews, 'leftOut' | 'unreadable' | 'inFormerLayout'>): string[] {
  const named = unreadable.slice(0, MAX_NAMES).join(', ');
  return [
    ...(unreadable.length === 0
      ? []
      : [
          plural(
            unreadable.length,
            {
              one: l10n.t("{0} snapshot can't be read, and is in no view: {1}"),
              other: l10n.t("{0} snapshots can't be read, and are in no view: {1}"),
            },
            unreadable.length > MAX_NAMES ? `${named}, …` : `${named}.`,
          ),
        ]),
    ...leftOut.map(({ report, period }) =>
      l10n.t('{0} ({1}) has no view: a file that was added is no UTF-8 text.', report, period),
    ),
    ...(inFormerLayout === 0
      ? []
      : [
          plural(inFormerLayout, {
            one: l10n.t('{0} snapshot of version 0.1.0 is in no view until a collection has moved it.'),
            other: l10n.t('{0} snapshots of version 0.1.0 are in no view until a collection has moved them.'),
          }),
        ]),
  ];
}
