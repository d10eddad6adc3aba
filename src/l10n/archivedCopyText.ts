import * as vscode from 'vscode';
import type { UsageReportsError } from '../base/errors.js';
import type { IsoInstant } from '../base/dates.js';
import { errorTextsFor } from './errorTexts.js';

/** That something was made of a stored copy, how old that is, and why. */
export function archivedCopyText({ fetchedAt }: { readonly fetchedAt: IsoInstant }, why: UsageReportsError): string {
  const day = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(fetchedAt),
  );
  return vscode.l10n.t('This is the archived copy of {0}: {1}', day, errorTextsFor(why).text);
}
