import type { Actor } from './activity.js';
import { type Day, dayFrom, type Span } from './calendar.js';
import { familyNames, givenNames, latinOf, notableNames, partners, products, sharedMailboxes } from './names.js';
import type { Company } from './company.js';
import { type Habits, habitsOf, ordinaryHabits, sharedMailboxFill } from './habits.js';
import { guidOf, mix, pick, seedOf, randomFraction } from './random.js';

export interface User extends Actor, Habits {
  readonly unused: Habits['unused'];

  readonly kind: 'member' | 'guest' | 'sharedMailbox';
  readonly id: string;
  readonly principalName: string;
  readonly displayName: string;
  /** License names; empty without a license. */
  readonly products: readonly string[];
  readonly copilotSince?: Day;
  /** Organization that the user shares Teams channels with. */
  readonly sharedWith?: string;
}

/** The company buys more licenses for Copilot every month for four years. */
const COPILOT_ROLLOUT_DAYS = 1460;

const seeds = {
  user: seedOf('person'),
  kind: seedOf('kind'),
  since: seedOf('since'),
  leave: seedOf('leave'),
  name: seedOf('name'),
};

/** All users of a tenant, deleted users and guests included. The first users are the same in a tenant of any size. */
export function makeUsers(company: Company, count: number): User[] {
  return Array.from({ length: count }, (_, index) => makeUser(company, index));
}

/** License names on a day: Copilot only since the user has it. */
export function productsOn({ products: assigned, copilotSince = -Infinity }: User, day: Day): readonly string[] {
  return day < copilotSince ? assigned.filter((name) => name !== products.copilot) : assigned;
}

export function isLicensed(user: User): boolean {
  return user.products.length > 0;
}

/** A user by the place in the tenant, which is the same in a tenant of any size. */
export function makeUser(company: Company, index: number): User {
  const seed = mix(seeds.user ^ company.seed, index);
  const chance = randomFraction(seeds.kind ^ company.seed, index);
  const kind = index < notableNames.length || chance >= 0.08 ? 'member' : chance < 0.06 ? 'guest' : 'sharedMailbox';
  const ordinary = kind === 'member' && index >= notableNames.length;
  const deleted = ordinary && chance > 0.97;
  const unlicensed = kind !== 'member' || (ordinary && chance > 0.945 && !deleted);
  const until = deleted ? dayFrom('2026-06-15') + Math.floor(randomFraction(seed, 1) * 150) : undefined;
  const copilotSince =
    kind === 'member' && randomFraction(seed, 2) < 0.6
      ? dayFrom('2025-02-01') + Math.floor(randomFraction(seed, 3) * COPILOT_ROLLOUT_DAYS)
      : undefined;
  const since = joinDay(company, index);
  const habits = habitsOfUser(seed, kind, ordinary && !deleted);
  // Nobody gives up in the first two months.
  const dormantSince = habits.dormantSince === undefined ? undefined : Math.max(habits.dormantSince, since + 60);
  return {
    ...habits,
    dormantSince,
    seed,
    kind,
    id: guidOf(seed),
    ...nameOf(company, index, kind),
    // Shared mailboxes and guests have little activity. A few members have very much.
    weight: habits.neverActive ? 0 : kind === 'member' ? 0.25 + 1.35 * randomFraction(seed, 4) ** 1.6 : 0.12,
    since,
    until,
    leave: dormantSince === undefined ? leaveOf(company, index) : { from: dormantSince, to: Infinity },
    products: unlicensed ? [] : productsOf(seed, copilotSince !== undefined),
    copilotSince: unlicensed ? undefined : copilotSince,
    sharedWith: randomFraction(seed, 5) < 0.06 ? pick(partners, seed, 6).name : undefined,
  };
}

function habitsOfUser(seed: number, kind: User['kind'], ordinary: boolean): Habits {
  return ordinary
    ? habitsOf(seed)
    : { ...ordinaryHabits, mailboxFill: kind === 'sharedMailbox' ? sharedMailboxFill(seed) : undefined };
}

/** Most users joined years ago. The company grew until fall 2026. */
function joinDay({ seed }: Company, index: number): Day {
  const chance = randomFraction(seeds.since ^ seed, index);
  const early = dayFrom('2018-01-08') + Math.floor(chance * 7 * 365);
  return index < notableNames.length || chance < 0.85
    ? early
    : dayFrom('2025-01-07') + Math.floor(((chance - 0.85) / 0.15) * (dayFrom('2026-10-20') - dayFrom('2025-01-07')));
}

/** Half of the users were on leave for two or three weeks in summer or fall 2026. */
function leaveOf({ seed }: Company, index: number): Span | undefined {
  if (randomFraction(seeds.leave ^ seed, index) < 0.5) {
    return undefined;
  }
  const from = dayFrom('2026-06-01') + Math.floor(randomFraction(seeds.leave ^ seed, ~index) * 170);
  return { from, to: from + 13 + (index % 2) * 7 };
}

function productsOf(seed: number, copilot: boolean): string[] {
  const chance = randomFraction(seed, 7);
  return [
    ...(chance < 0.45 ? [products.e5] : chance < 0.8 ? [products.e3, products.security] : [products.f3]),
    ...(copilot ? [products.copilot] : []),
    ...(randomFraction(seed, 8) < 0.2 ? [products.powerBi] : []),
    ...(randomFraction(seed, 9) < 0.06 ? [products.visio] : []),
  ];
}

function nameOf({ domain }: Company, index: number, kind: User['kind']): Pick<User, 'principalName' | 'displayName'> {
  if (kind === 'sharedMailbox') {
    const name = pick(sharedMailboxes, seeds.name, index);
    return { displayName: name, principalName: `${latinOf(name)}.${index}@${domain}` };
  }
  const notable = notableNames[index];
  if (notable !== undefined) {
    return { displayName: notable.name, principalName: `${notable.latin}@${domain}` };
  }
  // 50 given and 60 family names: 37 and 3000 have no common divisor, so a pair repeats only after 3000 users.
  const pair = (index * 37) % 3000;
  const given = givenNames[pair % 50] ?? '';
  const family = familyNames[Math.floor(pair / 50)] ?? '';
  const suffix = index < 3000 ? '' : String(Math.floor(index / 3000) + 1);
  const local = `${latinOf(given)}.${latinOf(family)}${suffix}`;
  return {
    displayName: `${given} ${family}`,
    principalName:
      kind === 'guest' ? `${local}_${pick(partners, seeds.name, index).domain}#EXT#@${domain}` : `${local}@${domain}`,
  };
}
