import { Activity, type Actor } from './activity.js';
import { dayFrom } from './calendar.js';
import { guidOf, mix, seedOf } from './random.js';
import { isLicensed, makeUsers, type User } from './users.js';
import { hasTeam, makeCommunities, makeGroups, makeOtherSites, type GroupOrSite } from './groupsAndSites.js';

/** Daily series look at so many people at most, and stretch what they see to the whole tenant. */
const MAX_OBSERVED_ACTORS = 1000;

/** Actors of whom a daily series is counted: all of them, or enough to speak for all of them. */
export interface Population<A extends Actor> {
  readonly observed: readonly A[];
  /** How many actors each observed one stands for, 1 in a tenant of ordinary size. */
  readonly factor: number;
}

/** An app that sends requests to Microsoft Graph. */
export interface ApiClient {
  readonly id: string;
  readonly areas: readonly (Actor & { readonly area: string })[];
}

/** Everybody and everything there is in the sample tenant. */
export class Tenant {
  readonly activity = new Activity();
  readonly tenantId = guidOf(seedOf('tenant'));
  readonly people: readonly User[];
  readonly groups: readonly GroupOrSite[];
  readonly teams: readonly GroupOrSite[];
  /** Of groups and others. */
  readonly sites: readonly GroupOrSite[];
  readonly communities: readonly GroupOrSite[];
  readonly apiClients: readonly ApiClient[];

  constructor(userCount: number) {
    this.people = makeUsers(userCount);
    this.groups = makeGroups(this.people);
    this.teams = this.groups.filter(hasTeam);
    this.sites = [...this.groups, ...makeOtherSites(this.people)];
    this.communities = makeCommunities(this.people);
    this.apiClients = makeApiClients();
  }

  /** People with an account of this tenant and a licence. */
  get licensed(): Population<User> {
    return this.population(this.people, isLicensed);
  }

  /** People with or without a licence, guests included. */
  get everybody(): Population<User> {
    return this.population(this.people, ({ kind }) => kind !== 'sharedMailbox');
  }

  /** People and shared mailboxes: whoever has a mailbox. */
  get mailboxes(): Population<User> {
    return this.population(this.people, hasMailbox);
  }

  get copilotUsers(): Population<User> {
    return this.population(this.people, ({ copilotSince }) => copilotSince !== undefined);
  }

  population<A extends Actor>(actors: readonly A[], belongs: (actor: A) => boolean = () => true): Population<A> {
    const looked = actors.length > MAX_OBSERVED_ACTORS ? actors.slice(0, MAX_OBSERVED_ACTORS) : actors;
    return { observed: looked.filter(belongs), factor: looked.length === 0 ? 1 : actors.length / looked.length };
  }
}

export function hasMailbox(user: User): boolean {
  return isLicensed(user) || user.kind === 'sharedMailbox';
}

function makeApiClients(): ApiClient[] {
  const areas = ['Users', 'Groups', 'Mail', 'Calendar', 'Files', 'Teamwork', 'Reports', 'Sites'];
  return Array.from({ length: 6 }, (_, app) => {
    const seed = mix(seedOf('app'), app);
    return {
      id: guidOf(seed),
      areas: areas.map((area, index) => ({
        area,
        seed: mix(seed, index),
        weight: 0.2 + (app % 3),
        since: dayFrom('2022-03-01'),
      })),
    };
  });
}
