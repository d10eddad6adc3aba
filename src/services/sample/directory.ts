import { MS_PER_DAY } from '../../base/dates.js';
import { Activity } from './activity.js';
import { attributesOf, type UserAttributes } from './attributes.js';
import type { Day } from './calendar.js';
import type { Company } from './company.js';
import { type MetricName, metrics } from './metrics.js';
import { skus } from './names.js';
import { guidOf, mix, randomFraction, seedOf } from './random.js';
import { makeUser, productsOn, type User } from './users.js';

/** What Graph calls a user. Properties without a value are null. */
export interface DirectoryUser extends Readonly<Record<Exclude<keyof UserAttributes, 'costCenter'>, string | null>> {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly createdDateTime: string;
  readonly assignedLicenses: readonly { readonly skuId: string; readonly disabledPlans: readonly string[] }[];
}

/** When somebody signed in last. Graph sends none of somebody who never did, or of whom it does not know. */
export interface SignInActivity {
  readonly lastSignInDateTime: string;
  readonly lastSignInRequestId: string;
  readonly lastNonInteractiveSignInDateTime: string;
  readonly lastNonInteractiveSignInRequestId: string;
  readonly lastSuccessfulSignInDateTime: string;
  readonly lastSuccessfulSignInRequestId: string;
}

/** Metrics that are of somebody's own doing. Mail also comes to those who are away, and teams, sites, and apps are no users. */
const OWN_ACTIVITY = (Object.keys(metrics) as MetricName[]).filter(
  (name) =>
    !/^(?:team(?!s)|site|group|community|api)|^(?:mailReceived|mailItems|mailBytes|oneDriveFiles|oneDriveBytes)$/.test(
      name,
    ),
);

const skuIds: ReadonlyMap<string, string> = new Map(Object.entries(skus).map(([name, { id }]) => [name, id]));

const seed = seedOf('directory');
/** An account is blocked some days after its user was seen last. */
const BLOCKED_AFTER_DAYS = 14;

/**
 * The users of a sample tenant as its directory has them: not those who are deleted. It is of the day of the newest data, so that reports and
 * directory agree. Users are made when they are read, so that a directory of any size takes no memory.
 */
export class SampleDirectory {
  readonly #activity: Activity;

  /** @param count of users, those who are not there on the day included */
  constructor(
    readonly company: Company,
    readonly count: number,
    readonly day: Day,
  ) {
    this.#activity = new Activity(company.seed);
  }

  /** @param from place of the first of them in the tenant */
  *users(from = 0): Generator<{ readonly place: number; readonly user: User }> {
    for (let place = from; place < this.count; place++) {
      const user = makeUser(this.company, place);
      if (user.since <= this.day && (user.until === undefined || user.until >= this.day)) {
        yield { place, user };
      }
    }
  }

  describe(user: User): DirectoryUser {
    const { id, principalName, displayName, kind, since } = user;
    // The company writes nothing about guests and shared mailboxes.
    const known = kind === 'member' ? attributesOf(user, this.company) : undefined;
    return {
      id,
      userPrincipalName: principalName,
      displayName,
      department: known?.department ?? null,
      country: known?.country ?? null,
      officeLocation: known?.officeLocation ?? null,
      companyName: known?.companyName ?? null,
      employeeType: known?.employeeType ?? null,
      usageLocation: known?.usageLocation ?? null,
      accountEnabled: !this.isBlocked(user),
      userType: kind === 'guest' ? 'Guest' : 'Member',
      createdDateTime: instantOf(since, randomFraction(seed, user.seed)),
      assignedLicenses: this.skusOf(user).map((skuId) => ({ skuId, disabledPlans: [] })),
    };
  }

  skusOf(user: User): readonly string[] {
    return productsOn(user, this.day).flatMap((name) => skuIds.get(name) ?? []);
  }

  /** Nobody signs in to a shared mailbox. Some accounts are blocked when their users have left, and keep their licenses. */
  isBlocked({ kind, dormantSince, seed: person }: User): boolean {
    return (
      kind === 'sharedMailbox' ||
      (dormantSince !== undefined &&
        dormantSince + BLOCKED_AFTER_DAYS <= this.day &&
        randomFraction(mix(seed, person), 1) < 0.8)
    );
  }

  /** Not before the last activity. Some who use no service still sign in to others. */
  signInOf(user: User): SignInActivity | undefined {
    const own = mix(seed, user.seed);
    const usesOthers = user.dormantSince !== undefined && !this.isBlocked(user) && randomFraction(own, 2) < 0.3;
    const last = usesOthers
      ? this.day - Math.floor(randomFraction(own, 3) * 20)
      : user.kind === 'sharedMailbox'
        ? undefined
        : this.#activity.lastDay(user, OWN_ACTIVITY, this.day);
    if (last === undefined) {
      return undefined;
    }
    const [first, second] = [0.25 + 0.3 * randomFraction(own, 4), 0.6 + 0.3 * randomFraction(own, 5)];
    return {
      lastSignInDateTime: instantOf(last, first),
      lastSignInRequestId: guidOf(mix(own, 6)),
      lastNonInteractiveSignInDateTime: instantOf(last, second),
      lastNonInteractiveSignInRequestId: guidOf(mix(own, 7)),
      lastSuccessfulSignInDateTime: instantOf(last, second),
      lastSuccessfulSignInRequestId: guidOf(mix(own, 7)),
    };
  }
}

/** As Graph writes it, in whole seconds. @param fraction of the day */
function instantOf(day: Day, fraction: number): string {
  return `${new Date((day + fraction) * MS_PER_DAY).toISOString().slice(0, 19)}Z`;
}
