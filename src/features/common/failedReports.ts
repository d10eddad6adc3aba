import type { UsageReportsError } from '../../base/errors.js';
import type { ErrorAction } from '../../l10n/errorActions.js';
import { errorTextsFor, noticeAction } from '../../l10n/errorTexts.js';
import type { NoticeAction } from '../../shared/pages/common.js';
import type { MissingReports } from './missingReports.js';

/** Before the action of a failed report's error: the page may have an error of its own. */
const PREFIX = 'ofMissing-';
const MAX_BUTTONS = 3;

type Failures = Pick<MissingReports, 'failures'>;

/** Why missing reports could not be fetched, by name, for the person. */
export function failureTexts({ failures }: Failures): ReadonlyMap<string, string> {
  return new Map([...failures].map(([report, error]) => [report, errorTextsFor(error).text]));
}

/** What helps besides fetching once more. */
export function failureActions(missing: Failures): NoticeAction[] {
  return [...waysOut(missing).keys()].slice(0, MAX_BUTTONS).map((id) => ({ ...noticeAction(id), id: PREFIX + id }));
}

/** @returns `undefined` for any other button than one of {@link failureActions} */
export function failureAction(id: string, missing: Failures): readonly [ErrorAction, UsageReportsError] | undefined {
  return [...waysOut(missing)].find(([action]) => id === PREFIX + action);
}

/** With the first error that each helps with. */
function waysOut({ failures }: Failures): ReadonlyMap<ErrorAction, UsageReportsError> {
  const ways = new Map<ErrorAction, UsageReportsError>();
  for (const error of failures.values()) {
    for (const action of errorTextsFor(error).actions) {
      if (action !== 'retry' && !ways.has(action)) {
        ways.set(action, error);
      }
    }
  }
  return ways;
}
