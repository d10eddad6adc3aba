import { addDays, type IsoDate, type IsoInstant } from '../../base/dates.js';
import type { NotJudged } from '../../core/alerts/judgement.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import type { AskedTable } from '../archiveQueries/madeTables.js';
import { type ReadPart, readParts } from '../archiveQueries/readReports.js';

/** Data that are older say nothing of today: longer than from one monthly collection to the data of the next. */
const MAX_AGE_DAYS = 35;

/** What is counted back from the newest day, such as who was active in 30 days, is not known where the data of a service end long before. */
const MAX_DAYS_BEHIND = 14;

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
      : (parts.map(lackOf).find((one) => one !== undefined) ??
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
function lackOf(part: ReadPart): NotJudged | undefined {
  const damaged = part.find(({ state }) => state === 'unreadable');
  if (damaged !== undefined) {
    return { kind: 'damagedReport', report: damaged.report };
  }
  if (part.some(({ state }) => state === 'used')) {
    return undefined;
  }
  const other = part.find(({ state }) => state === 'otherNames');
  const report = (other ?? part[0])?.report;
  return report === undefined
    ? { kind: 'notArchived' }
    : { kind: other === undefined ? 'notArchivedReport' : 'otherNames', report };
}

function ageOf(part: ReadPart, first: IsoDate): NotJudged | undefined {
  const newest = newestOf(part);
  return newest?.day === undefined || newest.day === null || newest.day >= first
    ? undefined
    : { kind: 'tooOld', report: newest.report, day: newest.day };
}

function newestOf(part: ReadPart): ReadPart[number] | undefined {
  return part.filter(({ state }) => state === 'used').toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? 1 : -1))[0];
}
