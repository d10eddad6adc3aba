import { addDays, type IsoDate, type IsoInstant } from '../../base/dates.js';
import type { NotJudged } from '../../core/alerts/judgement.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import { lackOf, newestOf, type ReadPart, readParts } from '../archiveQueries/lineage.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';

/** Data that are older say nothing of today: longer than from one monthly collection to the data of the next. */
const MAX_AGE_DAYS = 35;

/** What is counted back from the newest day, such as who was active in 30 days, is not known where the data of a service end long before. */
const MAX_DAYS_BEHIND = 14;

const LACKS = { missing: 'notArchivedReport', unreadable: 'damagedReport', otherNames: 'otherNames' } as const;

/** What a rule is judged by. */
export interface RuleData {
  /** The oldest of what it reads; `null` where nobody knows. */
  readonly day: IsoDate | null;
  /** Names of the reports. */
  readonly reports: readonly string[];
}

/** By which data a rule is judged, or why it can't be. */
export function ruleData(
  rule: AlertRule,
  asked: AskedTable,
  now: IsoInstant,
): RuleData | { readonly notJudged: NotJudged } {
  const parts = readParts(rule.query, asked, countsTooFew(rule));
  const isJoined = asked.users !== undefined || asked.storage !== undefined;
  const first = addDays(now.slice(0, 10), -MAX_AGE_DAYS);
  const behind =
    asked.users === undefined || asked.refreshDate === null ? '' : addDays(asked.refreshDate, -MAX_DAYS_BEHIND);
  const reason =
    asked.table.rowCount === 0 && !isJoined
      ? ({ kind: 'noRows' } as const)
      : (parts.map(notReadOf).find((one) => one !== undefined) ??
        parts.map((part) => ageOf(part, first > behind ? first : behind)).find((one) => one !== undefined));
  if (reason !== undefined) {
    return { notJudged: reason };
  }
  const used = parts.map((part) => part.filter(({ state }) => state === 'used'));
  const days = used.flatMap((part) => newestOf(part)?.day ?? []).sort();
  return {
    day: isJoined ? (days[0] ?? null) : asked.refreshDate,
    reports: [...new Set(used.flat().map(({ report }) => report))],
  };
}

/** Too few are no news where rows are missing; too many are as many at least. */
export function countsTooFew({ compare }: Pick<AlertRule, 'compare'>): boolean {
  return 'below' in compare && compare.below !== undefined;
}

/** Why something that is asked isn't known. */
function notReadOf(part: ReadPart): NotJudged | undefined {
  const lack = lackOf(part);
  return lack?.report === undefined
    ? lack && { kind: 'notArchived' }
    : { kind: LACKS[lack.state], report: lack.report };
}

function ageOf(part: ReadPart, first: IsoDate): NotJudged | undefined {
  const newest = newestOf(part);
  return newest?.day === undefined || newest.day === null || newest.day >= first
    ? undefined
    : { kind: 'tooOld', report: newest.report, day: newest.day };
}
