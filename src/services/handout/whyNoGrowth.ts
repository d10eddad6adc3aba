import type { HandoutSpan } from '../../core/handout/document.js';
import { MAX_DAYS_BACK, MIN_DAYS_APART } from '../../core/storage/chooseStorageSnapshots.js';
import { STORAGE } from '../../core/storage/storageColumns.js';
import type { StorageFacts, StorageSource } from '../../core/storage/storageFacts.js';
import { normalizeName } from '../../core/table/store/columnNames.js';
import { formatText } from '../../shared/format/formatText.js';
import type { Sayer } from './sayer.js';

/** What is told by comparing with earlier snapshots. */
const COMPARED: ReadonlySet<string> = new Set([STORAGE.growth, STORAGE.since, STORAGE.daysLeft].map(normalizeName));

/** Whether a column of the table of storage tells how it grows. @param column as `normalizeName` has it */
export function isOfGrowth(column: string): boolean {
  return COMPARED.has(column);
}

/** Of which reports of storage the growth is not known, and why: a sentence for all that have the same reason. */
export function whyNoGrowth({ sources }: StorageFacts, span: HandoutSpan, sayer: Sayer): readonly string[] {
  const { texts, format } = sayer.options;
  const alike = new Map<string, string[]>();
  for (const source of sources) {
    const why = source.state === 'used' ? lackOf(source) : undefined;
    if (why !== undefined) {
      const text = texts.noGrowth[why];
      alike.set(text, [...(alike.get(text) ?? []), sayer.titleOf(source.report)]);
    }
  }
  const [least, most] = [format.count(MIN_DAYS_APART), format.count(MAX_DAYS_BACK)];
  return [...alike].map(([text, titles]) => formatText(text, titles.join('; '), least, most, format.day(span.to)));
}

/** Why nothing earlier can be compared with; `undefined` if something can. */
function lackOf({ earlier }: StorageSource): 'noEarlier' | 'unreadable' | 'notToldApart' | undefined {
  const states = new Set(earlier.map(({ state }) => state));
  return states.has('used')
    ? undefined
    : states.size === 0
      ? 'noEarlier'
      : states.has('notToldApart')
        ? 'notToldApart'
        : 'unreadable';
}
