import * as l10n from '@vscode/l10n';
import type { UsageReportsError } from '../base/errors.js';
import type { IsoInstant } from '../base/dates.js';
import { errorTextsFor } from './errorTexts.js';
import { displayLanguage } from './displayLanguage.js';

/** That something was made of a stored copy, how old that is, and why. */
export function archivedCopyText({ fetchedAt }: { readonly fetchedAt: IsoInstant }, why: UsageReportsError): string {
  const day = new Intl.DateTimeFormat(displayLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(fetchedAt),
  );
  return l10n.t('This is the archived copy of {0}: {1}', day, errorTextsFor(why).text);
}
