import { dayAt, DEFAULT_LAG_DAYS } from './calendar.js';
import { type Company, northlight } from './company.js';
import { SampleDirectory } from './directory.js';
import { errorResponse, headersOf, type ResponseIds } from './graphResponses.js';
import { skus } from './names.js';
import { numberOf, offsetFromToken, optionOf, tokenFor } from './queryOptions.js';
import { guidOf, randomFraction, seedOf } from './random.js';

export interface DirectoryServiceOptions {
  readonly now: () => Date;
  readonly company?: Company;
  readonly users?: number;
  readonly lagDays?: number;
  readonly graphOrigin: string;
  readonly hasEntraP1?: boolean;
}

const DEFAULT_PAGE_SIZE = 100;
/** Graph answers larger pages with an error, except where it is asked for sign-ins: those pages are as large as they can be. */
const MAX_PAGE_SIZE = 999;
const MAX_SIGN_IN_PAGE_SIZE = 500;
const SIGN_INS = 'signInActivity';

/** Bought and not assigned to anybody: reports never name them. */
const NOT_ASSIGNED = [
  { skuId: '53818b1b-4a27-454b-8896-0dba576410e6', skuPartNumber: 'PROJECTPROFESSIONAL', enabled: 10, suspended: 0 },
  // The subscription is no longer paid for.
  { skuId: '19ec0d23-8335-4cbd-94ac-6050e30712fa', skuPartNumber: 'EXCHANGEENTERPRISE', enabled: 0, suspended: 5 },
  // A product of a partner, which no list of Microsoft has.
  { skuId: guidOf(seedOf('partner product')), skuPartNumber: 'NORTHLIGHT_ADDON', enabled: 25, suspended: 0 },
];

/** The answers of the sample tenant's directory: `/v1.0/users`, and `/v1.0/subscribedSkus`. */
export class DirectoryService {
  readonly #options: DirectoryServiceOptions;
  /** Of the last day that was asked about: how many have each SKU. */
  #consumed: { readonly day: number; readonly bySku: ReadonlyMap<string, number> } | undefined;

  constructor(options: DirectoryServiceOptions) {
    this.#options = options;
  }

  /** @returns `undefined` if the address is not one of the directory */
  answer(url: URL, ids: ResponseIds): Response | undefined {
    switch (url.pathname) {
      case '/v1.0/users':
        return this.#users(url, ids);
      case '/v1.0/subscribedSkus':
        return this.#subscribedSkus(url, ids);
      default:
        return undefined;
    }
  }

  #directory(): SampleDirectory {
    const { company = northlight, users = company.users, now, lagDays = DEFAULT_LAG_DAYS } = this.#options;
    return new SampleDirectory(company, users, dayAt(now()) - lagDays);
  }

  #users(url: URL, ids: ResponseIds): Response {
    const select = optionOf(url, '$select') ?? '';
    const properties = new Set(select === '' ? ['id', 'userPrincipalName', 'displayName'] : select.split(','));
    const hasSignIns = properties.has(SIGN_INS);
    if (hasSignIns && this.#options.hasEntraP1 === false) {
      return errorResponse(
        403,
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        "Neither tenant is B2C or tenant doesn't have premium license",
        ids,
      );
    }
    const top = numberOf(optionOf(url, '$top'));
    const from = offsetFromToken(optionOf(url, '$skiptoken'));
    if (top === 0 || top === 'malformed' || from === undefined || (!hasSignIns && (top ?? 0) > MAX_PAGE_SIZE)) {
      return errorResponse(400, 'Request_BadRequest', 'Invalid page size or skip token specified.', ids);
    }
    const size = Math.min(top ?? DEFAULT_PAGE_SIZE, hasSignIns ? MAX_SIGN_IN_PAGE_SIZE : MAX_PAGE_SIZE);
    const directory = this.#directory();
    const value: object[] = [];
    let next: number | undefined;
    for (const { place, user } of directory.users(from)) {
      if (value.length === size) {
        next = place;
        break;
      }
      const all = { ...directory.describe(user), ...(hasSignIns ? { [SIGN_INS]: directory.signInOf(user) } : {}) };
      value.push(selected(all, properties));
    }
    const options = [...url.searchParams].filter(([name]) => name.toLowerCase() !== '$skiptoken');
    const query = options.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&');
    const { graphOrigin } = this.#options;
    return jsonResponse(
      {
        '@odata.context': `${graphOrigin}/v1.0/$metadata#users(${[...properties].join(',')})`,
        ...(next === undefined
          ? {}
          : {
              '@odata.nextLink': `${graphOrigin}/v1.0/users?${query}${query === '' ? '' : '&'}$skiptoken=${tokenFor(next)}`,
            }),
        value,
      },
      ids,
    );
  }

  #subscribedSkus(url: URL, ids: ResponseIds): Response {
    const { company = northlight, graphOrigin } = this.#options;
    const accountId = guidOf(seedOf('tenant') ^ company.seed);
    const consumed = this.#consumedUnits();
    const assigned = Object.values(skus).map(({ id: skuId, partNumber }, place) => {
      const units = consumed.get(skuId) ?? 0;
      const spare = Math.ceil(units * 0.15 * randomFraction(seedOf('spare') ^ company.seed, place));
      return { skuId, skuPartNumber: partNumber, enabled: units + spare, suspended: 0, consumedUnits: units };
    });
    const value = [...assigned, ...NOT_ASSIGNED.map((sku) => ({ ...sku, consumedUnits: 0 }))].map(
      ({ skuId, skuPartNumber, enabled, suspended, consumedUnits }) => ({
        accountName: company.domain.split('.')[0] ?? '',
        accountId,
        appliesTo: 'User',
        capabilityStatus: enabled === 0 ? 'Suspended' : 'Enabled',
        consumedUnits,
        id: `${accountId}_${skuId}`,
        skuId,
        skuPartNumber,
        subscriptionIds: [guidOf(seedOf(`subscription ${skuId}`) ^ company.seed)],
        prepaidUnits: { enabled, suspended, warning: 0, lockedOut: 0 },
        servicePlans: [],
      }),
    );
    const select = optionOf(url, '$select');
    const shown = select === undefined ? value : value.map((sku) => selected(sku, new Set(select.split(','))));
    return jsonResponse({ '@odata.context': `${graphOrigin}/v1.0/$metadata#subscribedSkus`, value: shown }, ids);
  }

  #consumedUnits(): ReadonlyMap<string, number> {
    const directory = this.#directory();
    if (this.#consumed?.day !== directory.day) {
      const bySku = new Map<string, number>();
      for (const { user } of directory.users()) {
        directory.skusOf(user).forEach((sku) => bySku.set(sku, (bySku.get(sku) ?? 0) + 1));
      }
      this.#consumed = { day: directory.day, bySku };
    }
    return this.#consumed.bySku;
  }
}

function selected(item: object, properties: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(item).filter(([name]) => properties.has(name)));
}

function jsonResponse(body: object, ids: ResponseIds): Response {
  return new Response(JSON.stringify(body), {
    status: 200,
    headers: headersOf(ids, {
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    }),
  });
}
