import * as l10n from '@vscode/l10n';
import type { UsageReportsError } from '../base/errors.js';
import type { IsoInstant } from '../base/dates.js';
import { errorTextsFor } from './errorTexts.js';
import { instantLabel } from './periodTexts.js';

/** That something was made of a stored copy, how old that is, and why. */
export function archivedCopyText({ fetchedAt }: { readonly fetchedAt: IsoInstant }, why: UsageReportsError): string {
  return l10n.t('This is the archived copy of {0}: {1}', instantLabel(fetchedAt), errorTextsFor(why).text);
}
