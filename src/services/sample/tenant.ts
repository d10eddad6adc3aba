import { Activity, type Actor } from './activity.js';
import { dayFrom } from './calendar.js';
import type { Company } from './company.js';
import { guidOf, mix, seedOf } from './random.js';
import { isLicensed, makeUsers, type User } from './users.js';
import { hasTeam, makeCommunities, makeGroups, makeOtherSites, type GroupOrSite } from './groupsAndSites.js';

/** Daily series are computed from at most this many actors, and scaled to the whole tenant. */
const MAX_OBSERVED_ACTORS = 1000;

/** The actors of a daily series: all of them, or a sample. */
export interface Population<A extends Actor> {
  readonly observed: readonly A[];
  /** Number of actors that each observed one represents; 1 if all are observed. */
  readonly factor: number;
}

/** An application that sends requests to Microsoft Graph. */
export interface ApiClient {
  readonly id: string;
  readonly areas: readonly (Actor & { readonly area: string })[];
}

/** All users, groups, sites and applications of a sample tenant. */
export class Tenant {
  readonly company: Company;
  readonly activity: Activity;
  readonly tenantId: string;
  readonly users: readonly User[];
  readonly groups: readonly GroupOrSite[];
  readonly teams: readonly GroupOrSite[];
  /** Sites of groups, and sites without a group. */
  readonly sites: readonly GroupOrSite[];
  readonly communities: readonly GroupOrSite[];
  readonly apiClients: readonly ApiClient[];

  constructor(company: Company, userCount = company.users) {
    this.company = company;
    this.activity = new Activity(company.seed);
    this.tenantId = guidOf(seedOf('tenant') ^ company.seed);
    this.users = makeUsers(company, userCount);
    this.groups = makeGroups(company, this.users);
    this.teams = this.groups.filter(hasTeam);
    this.sites = [...this.groups, ...makeOtherSites(company, this.users)];
    this.communities = makeCommunities(company, this.users);
    this.apiClients = makeApiClients(company);
  }

  /** Users with a license. */
  get licensed(): Population<User> {
    return this.population(this.users, isLicensed);
  }

  /** Users with or without a license, guests included. */
  get allUsers(): Population<User> {
    return this.population(this.users, ({ kind }) => kind !== 'sharedMailbox');
  }

  /** Users with a mailbox, and shared mailboxes. */
  get mailboxes(): Population<User> {
    return this.population(this.users, hasMailbox);
  }

  get copilotUsers(): Population<User> {
    return this.population(this.users, ({ copilotSince }) => copilotSince !== undefined);
  }

  population<A extends Actor>(actors: readonly A[], isIncluded: (actor: A) => boolean = () => true): Population<A> {
    const sample = actors.length > MAX_OBSERVED_ACTORS ? actors.slice(0, MAX_OBSERVED_ACTORS) : actors;
    return { observed: sample.filter(isIncluded), factor: sample.length === 0 ? 1 : actors.length / sample.length };
  }
}

export function hasMailbox(user: User): boolean {
  return isLicensed(user) || user.kind === 'sharedMailbox';
}

/** Applications of Microsoft; the others are the sample company's own. */
const wellKnownApps = [
  'de8bc8b5-d9f9-48b1-a8ad-b748da725064', // Graph Explorer
  '14d82eec-204b-4c2f-b7e8-296a70dab67e', // Microsoft Graph Command Line Tools
];

function makeApiClients({ seed: companySeed }: Company): ApiClient[] {
  const areas = ['Users', 'Groups', 'Mail', 'Calendar', 'Files', 'Teamwork', 'Reports', 'Sites'];
  return Array.from({ length: 6 }, (_, app) => {
    const seed = mix(seedOf('app') ^ companySeed, app);
    return {
      id: wellKnownApps[app] ?? guidOf(seed),
      areas: areas.map((area, index) => ({
        area,
        seed: mix(seed, index),
        weight: 0.2 + (app % 3),
        since: dayFrom('2022-03-01'),
      })),
    };
  });
}
