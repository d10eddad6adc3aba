import { Activity, type Actor } from './activity.js';
import { dayFrom } from './calendar.js';
import { guidOf, mix, seedOf } from './random.js';
import { isLicensed, makePeople, type Person } from './people.js';
import { hasTeam, makeCommunities, makeGroups, makeOtherSites, type Place } from './places.js';

/** Daily series look at so many people at most, and stretch what they see to the whole tenant. */
const MOST_OBSERVED = 1000;

/** Actors of whom a daily series is counted: all of them, or enough to speak for all of them. */
export interface Crowd<A extends Actor> {
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
  readonly people: readonly Person[];
  readonly groups: readonly Place[];
  readonly teams: readonly Place[];
  /** Of groups and others. */
  readonly sites: readonly Place[];
  readonly communities: readonly Place[];
  readonly apiClients: readonly ApiClient[];

  constructor(peopleCount: number) {
    this.people = makePeople(peopleCount);
    this.groups = makeGroups(this.people);
    this.teams = this.groups.filter(hasTeam);
    this.sites = [...this.groups, ...makeOtherSites(this.people)];
    this.communities = makeCommunities(this.people);
    this.apiClients = makeApiClients();
  }

  /** People with an account of this tenant and a licence. */
  get licensed(): Crowd<Person> {
    return this.crowd(this.people, isLicensed);
  }

  /** People with or without a licence, guests included. */
  get everybody(): Crowd<Person> {
    return this.crowd(this.people, ({ kind }) => kind !== 'sharedMailbox');
  }

  /** People and shared mailboxes: whoever has a mailbox. */
  get mailboxes(): Crowd<Person> {
    return this.crowd(this.people, hasMailbox);
  }

  get copilotUsers(): Crowd<Person> {
    return this.crowd(this.people, ({ copilotSince }) => copilotSince !== undefined);
  }

  crowd<A extends Actor>(actors: readonly A[], belongs: (actor: A) => boolean = () => true): Crowd<A> {
    const looked = actors.length > MOST_OBSERVED ? actors.slice(0, MOST_OBSERVED) : actors;
    return { observed: looked.filter(belongs), factor: looked.length === 0 ? 1 : actors.length / looked.length };
  }
}

export function hasMailbox(person: Person): boolean {
  return isLicensed(person) || person.kind === 'sharedMailbox';
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
