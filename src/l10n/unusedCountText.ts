import * as l10n from '@vscode/l10n';
import { numberLabel } from './numberTexts.js';
import { plural } from './plurals.js';

/** How many licenses nobody uses. */
export interface UnusedCount {
  /** Without those of deleted users; `null` where no report shows the use. */
  readonly unused: number | null;
  /** Licenses whose use the reports show. */
  readonly assigned: number;
  /** They may be free already, so they are not among the unused ones. */
  readonly deleted: number;
}

/** `26 unused of 201 whose use is visible, 5 of deleted users` */
export function unusedCountText({ unused, assigned, deleted }: UnusedCount): string {
  const ofDeleted = plural(deleted, {
    one: l10n.t('{0} of a deleted user'),
    other: l10n.t('{0} of deleted users'),
  });
  const ofOthers =
    unused === null
      ? l10n.t('Use not visible')
      : l10n.t('{0} unused of {1} whose use is visible', numberLabel(unused), numberLabel(assigned));
  return deleted === 0 ? ofOthers : l10n.t('{0}, {1}', ofOthers, ofDeleted);
}
