import { throwIfAborted } from '../../base/cancellation.js';
import { addDays, dayOf, type IsoDate, MS_PER_DAY } from '../../base/dates.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { isPersonal } from '../../core/directory/names.js';
import type { ReportRef } from '../../shared/report.js';
import type { Retention } from '../archive/retention.js';
import type { Connection } from '../auth/connections/connection.js';
import type { ReportService } from '../reports/reportService.js';
import { DEFAULT_LAG_DAYS } from '../sample/calendar.js';
import type { CollectSet } from './collectSet.js';
import { type CollectProgress, Collector } from './collector.js';
import { pastMonthEnds } from './pastMonthEnds.js';
import { type CollectPlan, planCollection } from './plan.js';

/** How many past months the sample tenant gets. */
const PAST_MONTHS = 6;

/** A daily report reaches half a year back from its day, so that these leave no gap. */
const SERIES_EVERY_MONTHS = 3;

export interface AddSamplePastOptions {
  /** A sample tenant's: no other has a past that can be made. */
  readonly connection: Connection;
  readonly catalog: Catalog;
  /** Fetches and archives as the window or the run does, but by another clock. It is disposed of at the end. */
  readonly serviceAt: (now: () => Date) => ReportService;
  readonly sets: readonly CollectSet[];
  readonly format: Format;
  /** How much of detail reports the archive keeps: what would be removed at once is not made. */
  readonly kept: Retention;
  readonly now: Date;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Pick<CollectProgress, 'done' | 'total'>) => void;
}

/** A day on which the reports would have been collected, and the day of their newest data. */
interface CollectedDay {
  readonly at: Date;
  readonly day: IsoDate;
  /** 0 for today. */
  readonly monthsAgo: number;
}

/**
 * Collects the reports of a sample tenant as of today and as of the end of each past month, where the archive has them not: the same requests and
 * the same archive, only the clock is another. The newest month is first, so that who cancels has the months that are compared with.
 *
 * @returns number of snapshots that were added
 * @throws RangeError for another tenant; UsageReportsError what would make all further ones fail, such as `storage`; the signal's `AbortError`
 */
export async function addSamplePast(options: AddSamplePastOptions): Promise<number> {
  const { connection, serviceAt, now, signal, onProgress } = options;
  if (connection.kind !== 'sample') {
    throw new RangeError('Only a sample tenant has a past that can be made.');
  }
  let clock = now;
  const service = serviceAt(() => clock);
  try {
    const plans = await Promise.all(options.sets.map((set) => planOf(set, options)));
    const [today, ...past] = daysUntil(now);
    const added = { done: 0, total: 0 };
    const collectOn = async (days: readonly CollectedDay[]) => {
      const missing = await missingOn(days, plans, service, options);
      added.total += missing.reduce((sum, { plan }) => sum + plan.requested.length, 0);
      for (const { at, plan } of missing) {
        clock = at;
        await collect(plan, service, signal, (done) => onProgress({ ...added, done: added.done + done }));
        added.done += plan.requested.length;
      }
    };
    // A report without any day is the same on every day: it is archived by then.
    await collectOn([today]);
    await collectOn(past);
    return added.done;
  } finally {
    service.dispose();
  }
}

function daysUntil(now: Date): [CollectedDay, ...CollectedDay[]] {
  const newest = addDays(dayOf(now), -DEFAULT_LAG_DAYS);
  return [
    { at: now, day: newest, monthsAgo: 0 },
    ...pastMonthEnds(newest, PAST_MONTHS).map((day, index) => ({
      at: new Date(`${addDays(day, DEFAULT_LAG_DAYS)}T06:00:00Z`),
      day,
      monthsAgo: index + 1,
    })),
  ];
}

function planOf(set: CollectSet, { catalog, connection, format }: AddSamplePastOptions): Promise<CollectPlan> {
  return planCollection({
    ...{ set, catalog, format, connection: connection.id, cloud: 'global', access: undefined },
    archivedFacts: () => Promise.resolve(undefined),
  });
}

/** What the archive has not of some days, is worth having, and will stay. */
async function missingOn(
  days: readonly CollectedDay[],
  plans: readonly CollectPlan[],
  service: ReportService,
  { connection, catalog, kept, now }: AddSamplePastOptions,
): Promise<(CollectedDay & { readonly plan: CollectPlan })[]> {
  const { snapshots = Infinity, monthEnds = 0, days: daysKept = Infinity } = kept;
  const [first] = plans;
  const requested = plans.flatMap((plan) => plan.requested);
  const archived = await archivedDays(connection, new Set(requested.map(({ ref }) => ref.report)), service);
  const isWanted = ({ monthsAgo, at }: CollectedDay, { name, kind }: ReportDefinition) =>
    kind === 'daily-series'
      ? monthsAgo % SERIES_EVERY_MONTHS === 0
      : !isPersonal(name, catalog) ||
        (monthsAgo <= Math.max(monthEnds, snapshots - 1) && now.getTime() - at.getTime() < daysKept * MS_PER_DAY);
  return first === undefined
    ? []
    : days.map((one) => ({
        ...one,
        plan: {
          ...first,
          requested: requested.filter(
            ({ ref, definition }) =>
              !archived.has(keyOf(ref, one.day)) && !archived.has(keyOf(ref, null)) && isWanted(one, definition),
          ),
        },
      }));
}

async function archivedDays(
  connection: Connection,
  reports: ReadonlySet<string>,
  service: ReportService,
): Promise<ReadonlySet<string>> {
  const archived = new Set<string>();
  for (const report of reports) {
    for await (const { ref, refreshDate } of service.archivedSnapshots(connection, report)) {
      archived.add(keyOf(ref, refreshDate));
    }
  }
  return archived;
}

function keyOf({ report, period }: ReportRef, day: IsoDate | null): string {
  return [report, period, day].join(' ');
}

async function collect(
  plan: CollectPlan,
  service: ReportService,
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<void> {
  const { failure } = await new Collector({
    plan,
    service: {
      archivedFacts: (ref) => service.archivedFacts(ref),
      // What is archived of later days is no reason to request nothing.
      use: (ref, options, use) => service.use(ref, { ...options, fresh: true }, use),
    },
    onProgress: ({ done }) => onDone(done),
  }).run(signal);
  if (failure !== undefined) {
    throw failure;
  }
  throwIfAborted(signal);
}
