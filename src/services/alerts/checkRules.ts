import { afterCheck, type CheckedAlerts, type JudgedRule } from '../../core/alerts/alertState.js';
import { judge } from '../../core/alerts/judge.js';
import { type Answer, noneJudged, type NotJudged, type RuleJudgement } from '../../core/alerts/judgement.js';
import { judgeLateness } from '../../core/alerts/lateness.js';
import type { AlertRule } from '../../core/alerts/rule.js';
import { isCancelled, messageOf, UsageReportsError } from '../../base/errors.js';
import type { IsoInstant } from '../../base/dates.js';
import type { Query, QuerySource } from '../../shared/query/query.js';
import type { ReportRef } from '../../shared/report.js';
import type { ReportService } from '../reports/reportService.js';
import type { QueryHandle } from '../tables/tableHandle.js';
import type { AlertFile } from './alertFile.js';
import { arrivalsOf } from './arrivals.js';
import { queriesForUnpriced, withoutPrices } from './missingPrices.js';

/** More groups of a rule than anybody reads the alerts of. */
const MAX_GROUPS = 10_000;

export interface CheckRulesOptions {
  /** ID of the connection whose tenant is checked. */
  readonly connection: string;
  readonly service: Pick<ReportService, 'check' | 'archivedSnapshots' | 'archivedFacts' | 'history'>;
  /** Answers from the archive, without a request. The caller disposes of the answer. */
  readonly ask: (query: Query, signal: AbortSignal) => Promise<QueryHandle>;
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
    judged.push({ rule, judgement: await judgementOf(rule, options) });
  }
  const checked = await options.file.update((before) => afterCheck(before, judged, options.now));
  return {
    ...checked,
    notJudged: judged.flatMap(({ rule, judgement: { groups, absent } }) => {
      const reason = [...groups.map(({ outcome }) => outcome), absent].map(({ notJudged }) => notJudged);
      const isJudged = groups.some(({ outcome }) => outcome.met !== undefined) || absent.met !== undefined;
      return isJudged || reason[0] === undefined ? [] : [{ rule, reason: reason[0] }];
    }),
  };
}

async function judgementOf(rule: AlertRule, options: CheckRulesOptions): Promise<RuleJudgement> {
  const { connection, service, ask, signal } = options;
  const { query, compare } = rule;
  try {
    if (compare.kind === 'late') {
      const arrivals = await arrivalsOf(service, refOf(query.source ?? { report: '' }, connection), signal);
      return arrivals === undefined ? noneJudged({ kind: 'notArchived' }) : judgeLateness(compare, arrivals);
    }
    const answer = async (asked: Query) => {
      const handle = await ask(asked, signal);
      try {
        return await answerOf(handle, signal);
      } finally {
        handle.dispose();
      }
    };
    const judgement = judge(rule, await answer(query));
    const unpriced: Answer[] = [];
    for (const asked of queriesForUnpriced(rule)) {
      unpriced.push(await answer(asked));
    }
    return withoutPrices(rule, judgement, unpriced);
  } catch (error) {
    if (isCancelled(error)) {
      throw error;
    }
    return noneJudged(reasonOf(error));
  }
}

function refOf({ report, period, history }: QuerySource, connection: string): ReportRef {
  return {
    ...{ connection, report },
    ...(period === undefined ? {} : { period }),
    ...(history === undefined ? {} : { history }),
  };
}

async function answerOf(handle: QueryHandle, signal: AbortSignal): Promise<Answer> {
  if (handle.rowCount > MAX_GROUPS) {
    const message = `The query has ${handle.rowCount} rows; ${MAX_GROUPS} are judged. Group by something that more rows have in common.`;
    throw new UsageReportsError('invalidRequest', message, { argument: 'query' });
  }
  const { rows } = await handle.rows({}, 0, handle.rowCount, signal);
  return { columns: handle.columns, rows, refreshDate: handle.provenance.refreshDate };
}

function reasonOf(error: unknown): NotJudged {
  const { reason, details } = error instanceof UsageReportsError ? error : {};
  if (reason === 'notFound') {
    return { kind: 'notArchived' };
  }
  return details?.code === 'noEarlierSnapshot'
    ? { kind: 'noEarlierSnapshot' }
    : { kind: 'failed', message: messageOf(error) };
}
