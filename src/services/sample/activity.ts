import { type Day, firstDay, lengthOf, type Span, WorkCalendar, WorkDays } from './calendar.js';
import { type Metric, type MetricName, metrics, type Service } from './metrics.js';
import { seedOf, randomFraction } from './random.js';

/** A user, team, site or app whose activity is counted. */
export interface Actor {
  readonly seed: number;
  /** Activity compared with others; about 1 on average. */
  readonly weight: number;
  readonly since: Day;
  /** Last day of existence. If absent, it still exists. */
  readonly until?: Day;
  /** On leave: no activity on these days. */
  readonly leave?: Span;
  /** Services without any activity of this actor. */
  readonly unused?: readonly Service[];
}

/** An actor's rate for a metric. With it, each day takes only a multiplication. */
interface ActivityRate {
  readonly rate: number;
  readonly phase: number;
}

const NO_ACTIVITY: ActivityRate = { rate: 0, phase: 0 };

/**
 * Generates all numbers of the sample tenant. An actor's total up to a day is an integer that never decreases; all other numbers are
 * differences, sums or comparisons of such totals. So detail reports add up to the daily series, and D7 is the end of D180.
 */
export class Activity {
  readonly #workDays = new WorkDays();
  readonly #calendars = new Map<MetricName, WorkCalendar>();
  readonly #seed: number;
  readonly #seeds = new Map<MetricName, { readonly rate: number; readonly reach: number }>();

  /** @param seed varies the days from tenant to tenant */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The actor's total up to and including the day. */
  total(actor: Actor, metric: MetricName, day: Day): number {
    return this.#level(actor, this.#rateOf(actor, metric), this.#calendar(metric), day);
  }

  /** The actor's count within the span. */
  count(actor: Actor, metric: MetricName, { from, to }: Span): number {
    const activityRate = this.#rateOf(actor, metric);
    if (activityRate.rate === 0) {
      return 0;
    }
    const calendar = this.#calendar(metric);
    return this.#level(actor, activityRate, calendar, to) - this.#level(actor, activityRate, calendar, from - 1);
  }

  sum(actor: Actor, names: readonly MetricName[], span: Span): number {
    return names.reduce((total, name) => total + this.count(actor, name, span), 0);
  }

  /** Whether the actor was active in any of the metrics within the span. */
  any(actor: Actor, names: readonly MetricName[], span: Span): boolean {
    return names.some((name) => this.count(actor, name, span) > 0);
  }

  /** The actor's last active day up to `day`, in any of the metrics; `undefined` if there is none. */
  lastDay(actor: Actor, names: readonly MetricName[], day: Day): Day | undefined {
    let last: Day | undefined;
    for (const name of names) {
      if (last === day) {
        break;
      }
      const activityRate = this.#rateOf(actor, name);
      const calendar = this.#calendar(name);
      const reached = this.#level(actor, activityRate, calendar, day);
      let low = Math.max(actor.since - 1, last ?? 0);
      if (activityRate.rate === 0 || reached === this.#level(actor, activityRate, calendar, low)) {
        continue;
      }
      // The level never decreases, so a binary search finds the day on which it reached its current value.
      let high = Math.min(day, actor.until ?? day);
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (this.#level(actor, activityRate, calendar, middle) < reached) {
          low = middle;
        } else {
          high = middle;
        }
      }
      last = high;
    }
    return last;
  }

  /** The actor's counts for each day. */
  daily(actor: Actor, names: readonly MetricName[], span: Span): Float64Array {
    const counts = new Float64Array(lengthOf(span));
    for (const name of names) {
      this.#addDaily(actor, name, span, counts);
    }
    return counts;
  }

  /** {@link total} for each day. */
  dailyTotals(actor: Actor, name: MetricName, span: Span): Float64Array {
    const totals = this.daily(actor, [name], span);
    let total = this.total(actor, name, span.from - 1);
    return totals.map((count) => (total += count));
  }

  /** Sums over all actors for each day. */
  dailySums(actors: readonly Actor[], names: readonly MetricName[], span: Span): Float64Array {
    const sums = new Float64Array(lengthOf(span));
    for (const actor of actors) {
      for (const name of names) {
        this.#addDaily(actor, name, span, sums);
      }
    }
    return sums;
  }

  /** Number of actors that were active in any of the metrics, for each day. */
  dailyActors(actors: readonly Actor[], names: readonly MetricName[], span: Span): Float64Array {
    const actorCounts = new Float64Array(lengthOf(span));
    for (const actor of actors) {
      const counts = this.daily(actor, names, span);
      for (let index = 0; index < counts.length; index++) {
        actorCounts[index] = (actorCounts[index] ?? 0) + ((counts[index] ?? 0) > 0 ? 1 : 0);
      }
    }
    return actorCounts;
  }

  #addDaily(actor: Actor, name: MetricName, { from, to }: Span, counts: Float64Array): void {
    const activityRate = this.#rateOf(actor, name);
    if (activityRate.rate === 0) {
      return;
    }
    const first = Math.max(from, actor.since);
    const last = Math.min(to, actor.until ?? to);
    if (first > last) {
      return;
    }
    // The same sum as in #level, inlined because this loop takes nearly all the time.
    const calendar = this.#calendar(name);
    const sums = calendar.sums(last);
    const start = calendar.upTo(actor.since - 1);
    const { leave } = actor;
    const leaveStart = leave === undefined || leave.from < actor.since ? Infinity : leave.from;
    const leaveBase = leaveStart === Infinity ? 0 : calendar.upTo(leaveStart - 1);
    let previous = this.#level(actor, activityRate, calendar, first - 1);
    for (let day = first; day <= last; day++) {
      let work = (sums[day - firstDay] ?? 0) - start;
      if (day >= leaveStart) {
        work -= (sums[Math.min(day, leave?.to ?? day) - firstDay] ?? 0) - leaveBase;
      }
      const level = Math.floor(activityRate.rate * work + activityRate.phase);
      counts[day - from] = (counts[day - from] ?? 0) + level - previous;
      previous = level;
    }
  }

  #level({ since, until, leave }: Actor, { rate, phase }: ActivityRate, calendar: WorkCalendar, day: Day): number {
    if (day < since || rate === 0) {
      return 0;
    }
    const end = until !== undefined && day > until ? until : day;
    let work = calendar.upTo(end) - calendar.upTo(since - 1);
    if (leave !== undefined && leave.from >= since && end >= leave.from) {
      work -= calendar.upTo(end < leave.to ? end : leave.to) - calendar.upTo(leave.from - 1);
    }
    return Math.floor(rate * work + phase);
  }

  #rateOf(actor: Actor, name: MetricName): ActivityRate {
    const { perDay, reach = 1, service }: Metric = metrics[name];
    if (service !== undefined && actor.unused?.includes(service) === true) {
      return NO_ACTIVITY;
    }
    let seeds = this.#seeds.get(name);
    if (seeds === undefined) {
      const { group }: Metric = metrics[name];
      seeds = { rate: seedOf(name), reach: seedOf(`reach ${group ?? name}`) };
      this.#seeds.set(name, seeds);
    }
    if (randomFraction(seeds.reach, actor.seed) >= reach) {
      return NO_ACTIVITY;
    }
    const preference = randomFraction(seeds.rate, actor.seed);
    return { rate: perDay * actor.weight * (0.35 + 1.3 * preference), phase: randomFraction(seeds.rate, ~actor.seed) };
  }

  #calendar(name: MetricName): WorkCalendar {
    let calendar = this.#calendars.get(name);
    if (calendar === undefined) {
      const { trend = 'steady' }: Metric = metrics[name];
      calendar = new WorkCalendar(seedOf(name) ^ this.#seed, trend, this.#workDays);
      this.#calendars.set(name, calendar);
    }
    return calendar;
  }
}
