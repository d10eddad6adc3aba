import type { Actor } from './activity.js';
import { dayFrom } from './calendar.js';
import type { Company } from './company.js';
import { communityNames, latinOf, groupNames } from './names.js';
import type { Fill } from './habits.js';
import type { User } from './users.js';
import { guidOf, mix, pick, seedOf, randomFraction } from './random.js';

/** A Microsoft 365 group with its site and usually a team, or a site without a group, or a community. */
export interface GroupOrSite extends Actor {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly siteUrl: string;
  readonly owner: User | undefined;
  readonly visibility: 'Public' | 'Private';
  readonly members: number;
  readonly guests: number;
  /** Of a site whose storage an administrator has limited, and that is nearly full. */
  readonly fill: Fill | undefined;
}

const seeds = { group: seedOf('group'), site: seedOf('site'), community: seedOf('community') };

/** A few groups for every twenty users. */
export function makeGroups(company: Company, users: readonly User[]): GroupOrSite[] {
  return make(company, Math.max(4, Math.round(users.length * 0.23)), groupNames, 'Project', seeds.group, users);
}

/** Sites without a group. */
export function makeOtherSites(company: Company, users: readonly User[]): GroupOrSite[] {
  return make(
    company,
    Math.max(3, Math.round(users.length * 0.09)),
    ['Welcome', 'News', 'Handbook', 'Canteen', 'IT help'],
    'Archive',
    seeds.site,
    users,
  );
}

export function makeCommunities(company: Company, users: readonly User[]): GroupOrSite[] {
  return make(
    company,
    Math.max(3, Math.round(users.length * 0.07)),
    communityNames,
    'Community',
    seeds.community,
    users,
  );
}

/** True for nearly all groups. */
export function hasTeam(group: GroupOrSite): boolean {
  return randomFraction(group.seed, 20) < 0.87;
}

function make(
  company: Company,
  count: number,
  names: readonly string[],
  fallbackName: string,
  kindSeed: number,
  users: readonly User[],
): GroupOrSite[] {
  const owners = users.filter(({ kind }) => kind === 'member');
  return Array.from({ length: count }, (_, index) => {
    const seed = mix(kindSeed ^ company.seed, index);
    const name = names[index] ?? `${fallbackName} ${String(index).padStart(4, '0')}`;
    const since = dayFrom('2019-02-04') + Math.floor(randomFraction(seed, 1) ** 0.7 * 2840);
    const until =
      index > 3 && randomFraction(seed, 2) < 0.05 ? since + 200 + Math.floor(randomFraction(seed, 3) * 400) : undefined;
    // The first of each kind has the whole company as members.
    const members =
      index === 0
        ? Math.max(2, owners.length)
        : 2 + Math.floor(randomFraction(seed, 4) ** 2 * Math.min(120, users.length * 0.6));
    return {
      seed,
      name,
      id: guidOf(seed),
      siteId: guidOf(mix(seed, 30)),
      // A quarter is inactive. The activity of the others depends on their size.
      weight: index > 0 && randomFraction(seed, 5) < 0.25 ? 0.01 : 0.2 + Math.min(100, members) / 25,
      since,
      until,
      siteUrl: `${company.sharePoint}/sites/${latinOf(name).replace(/\.+/g, '-') || `site-${index}`}`,
      owner: owners.length === 0 || randomFraction(seed, 6) < 0.04 ? undefined : pick(owners, seed, 7),
      visibility: index === 0 || randomFraction(seed, 8) < 0.3 ? 'Public' : 'Private',
      members,
      guests: randomFraction(seed, 9) < 0.3 ? 1 + Math.floor(randomFraction(seed, 10) * 6) : 0,
      fill: randomFraction(seed, 11) < 0.05 ? { from: 0.91, to: 0.97 } : undefined,
    };
  });
}
