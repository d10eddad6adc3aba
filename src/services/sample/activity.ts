import { type Day, firstDay, lengthOf, type Span, WorkCalendar, WorkDays } from './calendar.js';
import { type Metric, type MetricName, metrics } from './metrics.js';
import { seedOf, unit } from './random.js';

/** Somebody or something whose doings are counted: a person, a team, a site, an app. */
export interface Actor {
  readonly seed: number;
  /** How busy compared with others, around 1. */
  readonly weight: number;
  readonly since: Day;
  /** Last day of existence; absent while it exists. */
  readonly until?: Day;
  /** On leave: nothing is done on these days. */
  readonly leave?: Span;
}

/** A metric as far as it concerns one actor: with this at hand, a day costs a multiplication. */
interface ActivityRate {
  readonly rate: number;
  readonly phase: number;
}

const none: ActivityRate = { rate: 0, phase: 0 };

/**
 * Who did how much when. All numbers of the sample tenant come from here: what an actor has done up to a day is a whole number
 * that never falls, and everything else is a difference, a sum or a comparison of those. So a user's detail adds up to the daily
 * series, and a week is the tail of half a year.
 */
export class Activity {
  readonly #workDays = new WorkDays();
  readonly #calendars = new Map<MetricName, WorkCalendar>();
  readonly #seeds = new Map<MetricName, { readonly rate: number; readonly reach: number }>();

  /** All that the actor has ever done up to and including the day. */
  total(actor: Actor, metric: MetricName, day: Day): number {
    return this.#level(actor, this.#rhythm(actor, metric), this.#calendar(metric), day);
  }

  /** What the actor has done within the span. */
  count(actor: Actor, metric: MetricName, { from, to }: Span): number {
    const rhythm = this.#rhythm(actor, metric);
    if (rhythm.rate === 0) {
      return 0;
    }
    const calendar = this.#calendar(metric);
    return this.#level(actor, rhythm, calendar, to) - this.#level(actor, rhythm, calendar, from - 1);
  }

  sum(actor: Actor, names: readonly MetricName[], span: Span): number {
    return names.reduce((total, name) => total + this.count(actor, name, span), 0);
  }

  /** Whether the actor has done any of it within the span. */
  any(actor: Actor, names: readonly MetricName[], span: Span): boolean {
    return names.some((name) => this.count(actor, name, span) > 0);
  }

  /** The last day up to `day` on which the actor did any of it, however long ago; `undefined` for never. */
  lastDay(actor: Actor, names: readonly MetricName[], day: Day): Day | undefined {
    let last: Day | undefined;
    for (const name of names) {
      const rhythm = this.#rhythm(actor, name);
      const calendar = this.#calendar(name);
      const reached = this.#level(actor, rhythm, calendar, day);
      let low = Math.max(actor.since - 1, last ?? 0);
      if (rhythm.rate === 0 || reached === this.#level(actor, rhythm, calendar, low)) {
        continue;
      }
      // The level never falls, so the day that reached today's level is found by halving.
      let high = Math.min(day, actor.until ?? day);
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (this.#level(actor, rhythm, calendar, middle) < reached) {
          low = middle;
        } else {
          high = middle;
        }
      }
      last = high;
    }
    return last;
  }

  /** What the actor did, day by day. */
  daily(actor: Actor, names: readonly MetricName[], span: Span): Float64Array {
    const counts = new Float64Array(lengthOf(span));
    for (const name of names) {
      this.#addDaily(actor, name, span, counts);
    }
    return counts;
  }

  /** {@link total} of each day. */
  dailyTotals(actor: Actor, name: MetricName, span: Span): Float64Array {
    const totals = this.daily(actor, [name], span);
    let total = this.total(actor, name, span.from - 1);
    return totals.map((count) => (total += count));
  }

  /** What all actors together did, day by day. */
  dailySums(actors: readonly Actor[], names: readonly MetricName[], span: Span): Float64Array {
    const sums = new Float64Array(lengthOf(span));
    for (const actor of actors) {
      for (const name of names) {
        this.#addDaily(actor, name, span, sums);
      }
    }
    return sums;
  }

  /** How many actors did any of it, day by day. */
  dailyActors(actors: readonly Actor[], names: readonly MetricName[], span: Span): Float64Array {
    const numbers = new Float64Array(lengthOf(span));
    for (const actor of actors) {
      const counts = this.daily(actor, names, span);
      for (let index = 0; index < counts.length; index++) {
        numbers[index] = (numbers[index] ?? 0) + ((counts[index] ?? 0) > 0 ? 1 : 0);
      }
    }
    return numbers;
  }

  #addDaily(actor: Actor, name: MetricName, { from, to }: Span, counts: Float64Array): void {
    const rhythm = this.#rhythm(actor, name);
    if (rhythm.rate === 0) {
      return;
    }
    const first = Math.max(from, actor.since);
    const last = Math.min(to, actor.until ?? to);
    if (first > last) {
      return;
    }
    // The same sum as in #level, spelt out because this loop is where nearly all the time goes.
    const calendar = this.#calendar(name);
    const sums = calendar.sums(last);
    const start = calendar.upTo(actor.since - 1);
    const { leave } = actor;
    const leaveStart = leave === undefined || leave.from < actor.since ? Infinity : leave.from;
    const leaveBase = leaveStart === Infinity ? 0 : calendar.upTo(leaveStart - 1);
    let before = this.#level(actor, rhythm, calendar, first - 1);
    for (let day = first; day <= last; day++) {
      let work = (sums[day - firstDay] ?? 0) - start;
      if (day >= leaveStart) {
        work -= (sums[Math.min(day, leave?.to ?? day) - firstDay] ?? 0) - leaveBase;
      }
      const level = Math.floor(rhythm.rate * work + rhythm.phase);
      counts[day - from] = (counts[day - from] ?? 0) + level - before;
      before = level;
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

  #rhythm(actor: Actor, name: MetricName): ActivityRate {
    const { perDay, reach = 1 }: Metric = metrics[name];
    let seeds = this.#seeds.get(name);
    if (seeds === undefined) {
      const { group }: Metric = metrics[name];
      seeds = { rate: seedOf(name), reach: seedOf(`reach ${group ?? name}`) };
      this.#seeds.set(name, seeds);
    }
    if (unit(seeds.reach, actor.seed) >= reach) {
      return none;
    }
    const taste = unit(seeds.rate, actor.seed);
    return { rate: perDay * actor.weight * (0.35 + 1.3 * taste), phase: unit(seeds.rate, ~actor.seed) };
  }

  #calendar(name: MetricName): WorkCalendar {
    let calendar = this.#calendars.get(name);
    if (calendar === undefined) {
      const { trend = 'steady' }: Metric = metrics[name];
      calendar = new WorkCalendar(name, trend, this.#workDays);
      this.#calendars.set(name, calendar);
    }
    return calendar;
  }
}
