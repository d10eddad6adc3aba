import { afterCheck, type CheckedAlerts, type JudgedRule } from '../../core/alerts/alertState.js';
import { judge } from '../../core/alerts/judge.js';
import { type Answer, noneJudged, type NotJudged, type RuleJudgement } from '../../core/alerts/judgement.js';
import { judgeLateness } from '../../core/alerts/lateness.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import { isCancelled, messageOf, UsageReportsError } from '../../base/errors.js';
import type { IsoInstant } from '../../base/dates.js';
import { MAX_ALERTS_OF_RULE } from '../../core/alerts/alertsText.js';
import type { Query, QuerySource } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';
import type { ReportService } from '../reports/reportService.js';
import type { ArchiveQueries } from '../archiveQueries/archiveQueries.js';
import { isMadeTable } from '../archiveQueries/madeTables.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import type { AlertFile } from './alertFile.js';
import { arrivalsOf } from './arrivals.js';
import { saidByCells } from './saidByCells.js';
import { queriesForUnpriced, withoutCosts, withoutPrices } from './missingPrices.js';
import { countsTooFew, ruleData } from './ruleData.js';
import { unfitColumn } from './unfitColumn.js';

/** More groups of a rule than anybody reads the alerts of. */
const MAX_GROUPS = 10_000;

export interface CheckRulesOptions {
  /** ID of the connection whose tenant is checked. */
  readonly connection: string;
  readonly service: Pick<ReportService, 'check' | 'archivedSnapshots' | 'archivedFacts' | 'history'>;
  /** Answers from the archive, without a request. */
  readonly queries: Pick<ArchiveQueries, 'ask' | 'firstRow' | 'use'>;
  readonly file: Pick<AlertFile, 'update'>;
  readonly now: IsoInstant;
  readonly signal: AbortSignal;
}

/** What a check of some rules has found. */
export interface CheckedRules extends CheckedAlerts {
  /** Rules of which nothing could be judged, and why. */
  readonly notJudged: readonly { readonly rule: AlertRule; readonly reason: NotJudged }[];
}

/**
 * Judges rules by what is archived of a tenant, and remembers what becomes of its alerts. A rule that can't be judged stops no other.
 *
 * @throws UsageReportsError `storage` where the alerts can't be remembered; the signal's `AbortError`
 */
export async function checkRules(rules: readonly AlertRule[], options: CheckRulesOptions): Promise<CheckedRules> {
  const judged: JudgedRule[] = [];
  for (const rule of rules) {
    judged.push({ rule, ...(await judgementOf(rule, options)) });
  }
  const checked = await options.file.update((before) => afterCheck(before, judged, options.now));
  return {
    ...checked,
    notJudged: judged.flatMap(({ rule, judgement: { groups, absent } }) => {
      const reason = [...groups.map(({ outcome }) => outcome), absent].map(({ notJudged }) => notJudged);
      // That other groups would be gone says nothing of those that are there.
      const isJudged =
        groups.length === 0 ? absent.met !== undefined : groups.some(({ outcome }) => outcome.met !== undefined);
      return isJudged || reason[0] === undefined ? [] : [{ rule, reason: reason[0] }];
    }),
  };
}

type Judged = Pick<JudgedRule, 'judgement' | 'reports'>;

async function judgementOf(rule: AlertRule, options: CheckRulesOptions): Promise<Judged> {
  const { connection, service, signal } = options;
  const { query, compare } = rule;
  try {
    if (compare.kind === 'late') {
      const arrivals = await arrivalsOf(service, refOf(query.source ?? { report: '' }, connection), signal);
      return arrivals === undefined
        ? unjudged(notArchived(query))
        : { judgement: judgeLateness(compare, arrivals), reports: [] };
    }
    return await askedJudgement(rule, options);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return unjudged(reasonOf(error, query));
  }
}

/** Asks only of data that are known: where they are missing, old, or blank, an answer would be 0, and clear an alert, or raise one. */
async function askedJudgement(rule: AlertRule, { queries, now, signal }: CheckRulesOptions): Promise<Judged> {
  const { query } = rule;
  return queries.use(query.source ?? { report: '' }, {}, async (asked) => {
    const data = ruleData(rule, asked, now);
    if ('notJudged' in data) {
      return unjudged(data.notJudged);
    }
    const unfit = unfitColumn(query, asked);
    if (unfit !== undefined) {
      return unjudged(unfit);
    }
    const cells = await saidByCells(withoutCosts(query), asked, data.reports, (part) => queries.firstRow(part));
    if (cells.lack !== undefined && (cells.reports.length === 0 || countsTooFew(rule))) {
      return unjudged(cells.lack);
    }
    const answer = async (part: Query): Promise<Answer> => {
      const handle = await queries.ask(part);
      try {
        return { ...(await answerOf(handle, signal)), day: data.day };
      } finally {
        handle.dispose();
      }
    };
    const judgement = judge(rule, await answer(query));
    const unpriced: Answer[] = [];
    for (const part of queriesForUnpriced(rule)) {
      unpriced.push(await answer(part));
    }
    return { judgement: withinMost(withoutPrices(rule, judgement, unpriced)), reports: cells.reports };
  });
}

function unjudged(reason: NotJudged): Judged {
  return { judgement: noneJudged(reason), reports: [] };
}

/** So many alerts are none that somebody could read, and would make the file that remembers them too large to be read again. */
function withinMost(judgement: RuleJudgement): RuleJudgement {
  const found = judgement.groups.filter(({ outcome }) => outcome.met === true).length;
  return found > MAX_ALERTS_OF_RULE
    ? noneJudged({ kind: 'tooManyGroups', found, most: MAX_ALERTS_OF_RULE })
    : judgement;
}

function refOf({ report, period, history }: QuerySource, connection: string): ReportRef {
  return {
    ...{ connection, report },
    ...(period === undefined ? {} : { period }),
    ...(history === undefined ? {} : { history }),
  };
}

async function answerOf(handle: QueryHandle, signal: AbortSignal): Promise<Omit<Answer, 'day'>> {
  if (handle.rowCount > MAX_GROUPS) {
    const message = `The query has ${handle.rowCount} rows; ${MAX_GROUPS} are judged. Group by something that more rows have in common.`;
    throw new UsageReportsError('invalidRequest', message, { argument: 'query' });
  }
  const { rows } = await handle.rows({}, 0, handle.rowCount, signal);
  const isWhole = handle.provenance.leftOut.every(({ reason }) => reason === 'filters');
  return { columns: handle.columns, rows, isWhole };
}

/** Of a table that is joined from several reports, none is. */
function notArchived({ source }: Query): NotJudged {
  return source === undefined || isMadeTable(source.report)
    ? { kind: 'notArchived' }
    : { kind: 'notArchivedReport', report: source.report };
}

function reasonOf(error: unknown, query: Query): NotJudged {
  const { reason, details } = error instanceof UsageReportsError ? error : {};
  if (reason === 'notFound') {
    return notArchived(query);
  }
  return details?.code === 'noEarlierSnapshot'
    ? { kind: 'noEarlierSnapshot' }
    : { kind: 'failed', message: messageOf(error) };
}
