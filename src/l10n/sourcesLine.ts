import * as l10n from '@vscode/l10n';
import { numberLabel } from './numberTexts.js';
import { dayRangeLabel } from './periodTexts.js';

/** What is known of a report that a table is put together from. */
export interface LineSource {
  readonly state: string;
  readonly refreshDate: string | null;
}

/** `From 2 of 3 reports · data up to Nov 16 – 18, 2026`, in parts. */
export function sourcesLine(sources: readonly LineSource[]): string[] {
  const used = sources.filter(({ state }) => state === 'used');
  const days = used.flatMap(({ refreshDate }) => refreshDate ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  return [
    l10n.t('From {0} of {1} reports', numberLabel(used.length), numberLabel(sources.length)),
    ...(first === undefined || last === undefined ? [] : [l10n.t('data up to {0}', dayRangeLabel(first, last))]),
  ];
}
