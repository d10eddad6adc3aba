import type { ColumnFilter, QuickFilter } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { isolated } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';

interface QuickFilterText {
  readonly label: string;
  readonly hint: string;
}

/** A quick filter's button, and what it stands for in full. */
export function quickFilterText(quick: QuickFilter, format: Format): QuickFilterText {
  const { label, hint: words } = wordsOf(quick, format);
  const hint =
    quick.minAgeDays === undefined
      ? words
      : formatText(texts.quickHint.withoutNew, words, format.count(quick.minAgeDays));
  const asksForNotDeleted = quick.kind !== 'deleted' && quick.filters?.some(isNotDeleted) === true;
  return { label, hint: asksForNotDeleted ? formatText(texts.quickHint.withoutDeleted, hint) : hint };
}

/** What the quick filters of a report with deleted rows have in common: no other condition of theirs is about `False`. */
function isNotDeleted(filter: ColumnFilter): boolean {
  return filter.kind === 'values' && filter.values.length === 1 && filter.values[0] === 'False';
}

function wordsOf(quick: QuickFilter, format: Format): QuickFilterText {
  const { kind, days = 0, subject } = quick;
  const shortSubject = subject === undefined ? undefined : isolated(subject, 40);
  const to =
    quick.filters?.flatMap((filter) => (filter.kind === 'days' && filter.to !== undefined ? [filter.to] : []))[0] ?? '';
  switch (kind) {
    case 'inactive':
      return {
        label: formatText(texts.quickLabel.inactive, format.count(days)),
        hint: formatText(texts.quickHint.inactive, format.day(to), format.count(days)),
      };
    case 'licensedUnused':
      return {
        label:
          shortSubject === undefined
            ? formatText(texts.quickLabel.licensedUnused, format.count(days))
            : formatText(texts.quickLabel.licensedUnusedOf, shortSubject, format.count(days)),
        hint: formatText(texts.quickHint.licensedUnused, format.day(to), format.count(days)),
      };
    case 'largest':
      return {
        label:
          shortSubject === undefined ? texts.quickLabel.largest : formatText(texts.quickLabel.largestOf, shortSubject),
        hint: texts.quickHint.largest,
      };
    case 'nearQuota': {
      const share = quick.filters?.find((filter) => filter.kind === 'share')?.above ?? 0;
      return {
        label:
          shortSubject === undefined
            ? formatText(texts.quickLabel.nearQuota, format.percent(share))
            : formatText(texts.quickLabel.nearQuotaOf, shortSubject, format.percent(share)),
        hint: formatText(texts.quickHint.nearQuota, format.percent(share)),
      };
    }
    case 'mailOnly':
      return { label: texts.quickLabel.mailOnly, hint: formatText(texts.quickHint.mailOnly, format.count(days)) };
    case 'deletedStorage':
      return {
        label:
          shortSubject === undefined
            ? texts.quickLabel.deletedStorage
            : formatText(texts.quickLabel.deletedStorageOf, shortSubject),
        hint: texts.quickHint.deletedStorage,
      };
    case 'fullWithin':
      return {
        label: formatText(texts.quickLabel.fullWithin, format.count(days)),
        hint: formatText(texts.quickHint.fullWithin, format.count(days)),
      };
    case 'neverActive':
    case 'neverActivated':
    case 'deleted':
    case 'sharedMailboxes':
    case 'overSendLimit':
    case 'largestGrowth':
    case 'sharedNearLimit':
    case 'blockedLicensed':
      return { label: texts.quickLabel[kind], hint: texts.quickHint[kind] };
  }
}
