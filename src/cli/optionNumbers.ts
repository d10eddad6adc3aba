import * as l10n from '@vscode/l10n';
import { DEFAULT_MONTH_ENDS } from '../services/archive/monthEnds.js';
import { wrongArguments } from './wrongArguments.js';

/** Longer waits than some 24 days overflow the timer. */
const MAX_MINUTES = 35_000;

export function countFrom(option: string, text: string | undefined): number | undefined {
  const count = text === undefined ? undefined : numberFrom(text);
  if (count !== undefined && !(Number.isSafeInteger(count) && count > 0)) {
    throw wrongArguments(l10n.t('The option {0} must be a whole number greater than 0.', option));
  }
  return count;
}

export function monthEndsFrom(text: string | undefined): number {
  const months = text === undefined ? DEFAULT_MONTH_ENDS : numberFrom(text);
  if (!Number.isSafeInteger(months)) {
    throw wrongArguments(l10n.t('The option {0} must be a whole number, 0 or greater.', '--month-ends'));
  }
  return months;
}

export function hoursFrom(option: string, text: string | undefined): number | undefined {
  const hours = text === undefined ? undefined : numberFrom(text);
  if (hours !== undefined && !Number.isFinite(hours)) {
    throw wrongArguments(l10n.t('The option {0} must be a number, 0 or greater.', option));
  }
  return hours;
}

export function minutesFrom(option: string, text: string | undefined): number | undefined {
  const minutes = text === undefined ? undefined : numberFrom(text);
  if (minutes !== undefined && !(minutes > 0 && minutes <= MAX_MINUTES)) {
    throw wrongArguments(
      l10n.t('The option {0} must be a number greater than 0 and at most {1}.', option, String(MAX_MINUTES)),
    );
  }
  return minutes;
}

/** @returns `NaN` for what is no number without a sign, as people write it */
function numberFrom(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
}
