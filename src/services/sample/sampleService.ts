import type { Catalog } from '../../core/catalog/catalog.js';
import type { Format, ReportDefinition, GraphVersion } from '../../core/catalog/definition.js';
import { validateParameter } from '../../core/catalog/period.js';
import type { MicrosoftCloud } from '../../base/clouds.js';
import { UsageReportsError } from '../../base/errors.js';
import { type FunctionCall, parseFunctionCall } from './functionCall.js';
import { type NewestVersions, versionsOf } from './functionVersions.js';
import { sampleReport, type SampleQuery } from './sampleReport.js';
import { dayAt, dayFrom, DEFAULT_LAG_DAYS } from './calendar.js';
import { ALWAYS_CONCEALED_REPORT } from './concealment.js';
import { type Company, northlight } from './company.js';
import { csvChunks } from './csv.js';
import { type JsonItem, jsonItems } from './json.js';
import { DownloadLinks } from './links.js';
import { DirectoryService } from './directoryService.js';
import { numberOf, offsetFromToken, optionOf, tokenFor } from './queryOptions.js';
import { guidOf, hexOf, mix, seedOf } from './random.js';
import { type ResponseIds, errorResponse, headersOf, streamOf } from './graphResponses.js';
import { Tenant } from './tenant.js';

export interface SampleServiceOptions {
  readonly catalog: Catalog;
  readonly now: () => Date;
  /** Whose tenant it is. The default is Northlight Robotics. */
  readonly company?: Company;
  /** Conceals all names, as the company's tenant does by default. One report always has concealed names. */
  readonly concealed?: boolean;
  readonly graphOrigin?: string;
  readonly downloadOrigin?: string;
  /** Number of users, instead of the company's. Above 1,000 the daily series are estimated from the first 1,000. */
  readonly users?: number;
  /** Age of the newest data in days. The default is {@link DEFAULT_LAG_DAYS}. */
  readonly lagDays?: number;
  /** How long a download link is valid. The default is 5 minutes. */
  readonly linkLifetimeMs?: number;
  /** Whether the tenant has Microsoft Entra ID P1, without which nobody can read when users signed in. The default is true. */
  readonly hasEntraP1?: boolean;
  /** What the service does with the newest version of a function: by default it answers it. */
  readonly newestVersions?: NewestVersions;
  /** The cloud whose functions are published. The default is `global`. */
  readonly cloud?: MicrosoftCloud;
  /** Whether a bearer token is valid. By default all tokens are. */
  readonly acceptsToken?: (token: string) => boolean;
}

/** The file behind a download link. */
interface CsvFile {
  readonly query: SampleQuery;
  readonly version: GraphVersion;
  readonly etag: string;
}

/** A validated call. */
interface Call extends FunctionCall {
  readonly url: URL;
  readonly ids: ResponseIds;
  readonly definition: ReportDefinition;
  readonly query: SampleQuery;
}

const downloadPath = '/data/download/';

/** Up to this number of users, a file is generated at once, and the response announces its size. */
const MAX_USERS_AT_ONCE = 2000;

/** Default number of items per JSON page, according to the reference. */
const pageSizes: Readonly<Record<string, number>> = {
  getTeamsUserActivityUserDetail: 2000,
  getTeamsDeviceUsageUserDetail: 2000,
};
const DEFAULT_PAGE_SIZE = 200;

/**
 * The usage reports of a fictitious tenant with the protocol of Microsoft Graph: takes a request and returns the response that the service
 * would send. Needs no network. Mistakes of the client are error responses and never exceptions.
 */
export function createSampleService(options: SampleServiceOptions): (request: Request) => Promise<Response> {
  const service = new SampleService(options);
  return (request) => Promise.resolve(service.handle(request));
}

class SampleService {
  readonly #options: SampleServiceOptions;
  readonly #graphOrigin: string;
  readonly #downloadOrigin: string;
  readonly #links: DownloadLinks<CsvFile>;
  #tenant: Tenant | undefined;
  #directory: DirectoryService | undefined;
  #requests = 0;
  /** Items of the last requested JSON report, because its next page is usually requested next. */
  #lastItems: { readonly etag: string; readonly items: readonly JsonItem[] } | undefined;

  constructor(options: SampleServiceOptions) {
    this.#options = options;
    this.#graphOrigin = options.graphOrigin ?? 'https://graph.microsoft.com';
    this.#downloadOrigin = options.downloadOrigin ?? 'https://reportsweu.office.com';
    this.#links = new DownloadLinks(options.linkLifetimeMs ?? 5 * 60_000, options.now);
  }

  handle(request: Request): Response {
    const url = new URL(request.url);
    const ids = this.#newIds(request);
    if (request.method !== 'GET') {
      return errorResponse(405, 'Request_BadRequest', 'Reports can only be read.', ids, { allow: 'GET' });
    }
    if (url.origin === this.#downloadOrigin && url.pathname.startsWith(downloadPath)) {
      return this.#download(url.pathname.slice(downloadPath.length), request, ids);
    }
    if (url.origin !== this.#graphOrigin) {
      return errorResponse(404, 'NotFound', 'Nothing is known of this functionCall.', ids);
    }
    return this.#graph(url, request, ids);
  }

  #graph(url: URL, request: Request, ids: ResponseIds): Response {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const { acceptsToken = () => true } = this.#options;
    if (token === undefined || !acceptsToken(token)) {
      return errorResponse(
        401,
        'InvalidAuthenticationToken',
        token === undefined ? 'Access token is empty.' : 'The token is not accepted.',
        ids,
        {
          'www-authenticate':
            'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
        },
      );
    }
    const directory = (this.#directory ??= new DirectoryService({ ...this.#options, graphOrigin: this.#graphOrigin }));
    const ofDirectory = directory.answer(url, ids);
    if (ofDirectory !== undefined) {
      return ofDirectory;
    }
    const functionCall = parseFunctionCall(url);
    const definition = functionCall && this.#published(functionCall);
    if (functionCall === undefined || definition === undefined) {
      return errorResponse(
        404,
        'BadRequest',
        `Resource not found for the segment '${url.pathname.split('/').at(-1) ?? ''}'.`,
        ids,
      );
    }
    const versions = versionsOf(functionCall, definition, this.#options.newestVersions);
    if (functionCall.parameter === 'malformed' || versions === undefined) {
      return errorResponse(400, 'BadRequest', "The parameter is neither period='…' nor date=yyyy-mm-dd.", ids);
    }
    try {
      validateParameter(
        { ...definition, periods: versions.periods, formerPeriods: [] },
        functionCall.parameter ?? {},
        this.#options.now(),
      );
    } catch (error) {
      if (error instanceof UsageReportsError) {
        return errorResponse(400, 'InvalidArgument', error.message, ids);
      }
      throw error;
    }
    const call: Call = {
      ...functionCall,
      url,
      ids,
      definition,
      query: { ...this.#query(definition, functionCall.parameter ?? {}), functionVersion: versions.functionVersion },
    };
    const format = requestedFormat(call);
    if (format === undefined) {
      return errorResponse(
        400,
        'BadRequest',
        `${definition.name} in ${functionCall.version} does not understand this $format.`,
        ids,
      );
    }
    if (call.definition.call !== undefined && hasNoData(call.query)) {
      return new Response(null, { status: 204, headers: headersOf(ids) });
    }
    const etag = this.#etagOf(call, format);
    const caches = definition.ifNoneMatch.includes(functionCall.version);
    if (caches && isMatch(request.headers.get('if-none-match'), etag)) {
      return new Response(null, { status: 304, headers: headersOf(ids, { etag }) });
    }
    return format === 'json' ? this.#jsonPage(call, etag) : this.#csv(call, etag, caches);
  }

  /** The report, if it is published in this version, cloud and folder. The old name without `get` works only in beta. */
  #published({ name, version, folder, others }: FunctionCall): ReportDefinition | undefined {
    const { catalog, cloud = 'global' } = this.#options;
    const definition =
      catalog.reports.find(
        ({ call }) =>
          call?.name === name && Object.entries(call.arguments).every(([key, value]) => others[key] === value),
      ) ?? catalog.find(name);
    const home = definition?.path?.startsWith('/copilot/') ? '/copilot/reports/' : '/reports/';
    return definition !== undefined &&
      definition.versions.includes(version) &&
      definition.clouds.includes(cloud) &&
      (cloud === 'global' || version === 'beta') &&
      (definition.call === undefined || definition.call.name === name) &&
      (version === 'beta' || name.toLowerCase() === definition.name.toLowerCase()) &&
      (folder === home || (folder === '/reports/' && version === 'beta'))
      ? definition
      : undefined;
  }

  #query(
    definition: ReportDefinition,
    { period, date }: { readonly period?: string; readonly date?: string },
  ): SampleQuery {
    const { now, lagDays = DEFAULT_LAG_DAYS, company = northlight, concealed = company.concealsNames } = this.#options;
    return {
      definition,
      period,
      date,
      refreshDay: dayAt(now()) - lagDays,
      concealed: concealed || definition.name === ALWAYS_CONCEALED_REPORT,
    };
  }

  #csv(call: Call, etag: string, caches: boolean): Response {
    const { definition, version, ids, query } = call;
    const file: CsvFile = { query, version, etag };
    const tag: Record<string, string> = caches ? { etag } : {};
    if (returnsFileDirectly(definition, version)) {
      return this.#fileResponse(file, headersOf(ids, { ...tag, 'content-type': 'text/csv' }));
    }
    const location = `${this.#downloadOrigin}${downloadPath}${this.#links.issue(file)}?path=${definition.name}`;
    return new Response(null, {
      status: 302,
      headers: headersOf(ids, { ...tag, location, 'content-type': 'text/plain' }),
    });
  }

  /** The download host accepts no token: sending one there is a mistake. */
  #download(id: string, request: Request, ids: ResponseIds): Response {
    if (request.headers.has('authorization')) {
      return errorResponse(401, 'Unauthorized', 'A download link takes no token.', ids);
    }
    const file = this.#links.open(id);
    if (file === undefined) {
      return errorResponse(403, 'Forbidden', 'This link has expired.', ids);
    }
    const name = `${file.query.definition.name.replace(/^get/, '')}.csv`;
    return this.#fileResponse(
      file,
      headersOf(ids, {
        etag: file.etag,
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename=${name}`,
      }),
    );
  }

  #fileResponse({ query, version }: CsvFile, headers: Headers): Response {
    const chunks = csvChunks(query.definition, version, sampleReport(query, this.#ensureTenant()).rows, query);
    if (this.#ensureTenant().users.length > MAX_USERS_AT_ONCE) {
      return new Response(streamOf(chunks), { status: 200, headers });
    }
    const bytes = new TextEncoder().encode([...chunks].join(''));
    headers.set('content-length', String(bytes.length));
    return new Response(bytes, { status: 200, headers });
  }

  #jsonPage({ url, version, folder, segment, definition, query, ids }: Call, etag: string): Response {
    const top = numberOf(optionOf(url, '$top'));
    const skipped = offsetFromToken(optionOf(url, '$skiptoken'));
    if (top === 0 || top === 'malformed' || skipped === undefined) {
      return errorResponse(400, 'BadRequest', 'The values of $top and $skipToken are not understood.', ids);
    }
    const items = this.#itemsOf(query, etag);
    if (definition.summaryRow !== undefined) {
      return summaryResponse(
        `${this.#graphOrigin}/${version}/$metadata#microsoft.graph.sharePointApiUsageReport`,
        items,
        ids,
      );
    }
    const size = top ?? pageSizes[definition.name] ?? DEFAULT_PAGE_SIZE;
    const end = skipped + size;
    const type = definition.name.replace(/^get(.)/, (_, first: string) => first.toLowerCase());
    const path = `/${version}${folder}${segment}`;
    const preservedOptions = `$format=application/json${top === undefined ? '' : `&$top=${top}`}`;
    const next = `${this.#graphOrigin}${path}?${preservedOptions}&$skiptoken=${tokenFor(end)}`;
    const page = {
      '@odata.context': `${this.#graphOrigin}/${version}/$metadata#Collection(microsoft.graph.${type})`,
      ...(end < items.length ? { '@odata.nextLink': next } : {}),
      value: items.slice(skipped, end),
    };
    return new Response(JSON.stringify(page), {
      status: 200,
      headers: headersOf(ids, {
        'content-type':
          'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      }),
    });
  }

  #itemsOf(query: SampleQuery, etag: string): readonly JsonItem[] {
    if (this.#lastItems?.etag !== etag) {
      const { definition, functionVersion } = query;
      // The rows of a report with a summary are not nested.
      const shape = definition.summaryRow === undefined ? definition : { ...definition, jsonRows: undefined };
      const { rows } = sampleReport(query, this.#ensureTenant());
      this.#lastItems = { etag, items: [...jsonItems(shape, rows, functionVersion)] };
    }
    return this.#lastItems.items;
  }

  /** Created when it is first needed, because a large tenant takes some milliseconds. */
  #ensureTenant(): Tenant {
    return (this.#tenant ??= new Tenant(this.#options.company ?? northlight, this.#options.users));
  }

  /** Equal for equal files: hashes everything that the file depends on. */
  #etagOf({ version, query }: Call, format: Format): string {
    const { definition, period, date, refreshDay, concealed, functionVersion } = query;
    const facts = [
      definition.name,
      version,
      functionVersion,
      format,
      period,
      date,
      refreshDay,
      concealed,
      this.#options.users,
      this.#options.company?.domain,
    ];
    return `"${hexOf(seedOf(facts.join('|')), 24)}"`;
  }

  #newIds(request: Request): ResponseIds {
    const requestId = guidOf(mix(seedOf('request'), this.#requests++));
    return {
      requestId,
      clientRequestId: request.headers.get('client-request-id') ?? requestId,
      date: this.#options.now(),
    };
  }
}

/** Copilot's v1.0 and the API usage return the file itself, the others a redirect to it. */
function returnsFileDirectly({ path, summaryRow }: ReportDefinition, version: GraphVersion): boolean {
  return summaryRow !== undefined || (version === 'v1.0' && path?.startsWith('/copilot/') === true);
}

/** The API usage of a day that is not counted yet is no empty file, but no content. */
function hasNoData({ date, refreshDay }: SampleQuery): boolean {
  return date !== undefined && dayFrom(date) > refreshDay;
}

/** Summary and rows in one object instead of pages. */
function summaryResponse(context: string, items: readonly JsonItem[], ids: ResponseIds): Response {
  const [summary = null, ...details] = items;
  return new Response(JSON.stringify({ '@odata.context': context, summary, details }), {
    status: 200,
    headers: headersOf(ids, { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' }),
  });
}

/** @returns `undefined` for a `$format` that this version of the function refuses */
function requestedFormat({ url, definition, version }: Call): Format | undefined {
  const option = optionOf(url, '$format');
  if (option === undefined) {
    // In beta, Copilot's default is JSON.
    return version === 'beta' && definition.path?.startsWith('/copilot/') === true ? 'json' : 'csv';
  }
  const format = option === 'application/json' ? 'json' : option === 'text/csv' ? 'csv' : undefined;
  return format !== undefined &&
    definition.formatOption.includes(version) &&
    definition.formats[version]?.includes(format)
    ? format
    : undefined;
}

function isMatch(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}
