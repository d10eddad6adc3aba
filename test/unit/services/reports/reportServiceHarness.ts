import { Archive } from '../../../../src/services/archive/archive.js';
import { type Connection, readConnections } from '../../../../src/services/auth/connections/connection.js';
import { publishedCloud } from '../../../../src/services/auth/connections/clouds.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { AttributesOf } from '../../../../src/services/reports/attributesOf.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import type { NewestVersions } from '../../../../src/services/sample/functionVersions.js';
import { createSampleService } from '../../../../src/services/sample/sampleService.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';

export const CONNECTION = readConnections([{ id: 'northlight' }]).connections[0]!;
export const REF: ReportRef = { connection: CONNECTION.id, report: 'getEmailActivityCounts', period: 'D7' };

/** The real rooms over an in-process service: only time, the network and the settings are the test's. */
export class ReportServiceHarness {
  now = new Date('2026-11-20T12:00:00Z');
  /** The service's own clock, where it differs. */
  serviceNow: Date | undefined;
  format: Format = 'csv';
  newestVersions: NewestVersions = 'answered';
  readonly asked: Request[] = [];
  fail: Response | undefined;
  /** Answers some requests in the service's place. */
  answer: (request: Request) => Response | undefined = () => undefined;
  onAsked: () => unknown = () => undefined;
  readonly archive: Archive;
  readonly service: ReportService;

  constructor(
    readonly folder: string,
    public connection: Connection = CONNECTION,
    key?: (connection: Connection) => string,
    attributes?: AttributesOf,
  ) {
    this.archive = new Archive(folder);
    const { graphOrigin, cloud } = connection;
    // The sample service knows one Graph: the requests are pointed to it, whichever cloud they were for.
    const options = { catalog, now: () => this.serviceNow ?? this.now, cloud: publishedCloud(cloud) };
    const services = new Map<NewestVersions, ReturnType<typeof createSampleService>>();
    const sample = (request: Request) => {
      const known = services.get(this.newestVersions);
      const service = known ?? createSampleService({ ...options, newestVersions: this.newestVersions });
      services.set(this.newestVersions, service);
      return service(request);
    };
    const client = new GraphClient({
      origin: graphOrigin,
      tokens: { getToken: () => Promise.resolve('token') },
      fetch: (url, init) => {
        const request = new Request(url, init);
        this.asked.push(request);
        this.onAsked();
        const sampleRequest = new Request(url.replace(graphOrigin, CONNECTION.graphOrigin), init);
        const answer = this.fail?.clone() ?? this.answer(request);
        return answer === undefined ? sample(sampleRequest) : Promise.resolve(answer);
      },
    });
    this.service = new ReportService({
      catalog: () => catalog,
      connection: () => this.connection,
      archive: this.archive,
      ...(key === undefined ? {} : { tenantKey: key }),
      ...(attributes === undefined ? {} : { attributes }),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => this.now,
      settings: () => ({ format: this.format, freshHours: 6 }),
    });
  }

  open(ref: ReportRef = REF, options: { fresh?: boolean; orArchived?: boolean } = {}) {
    return this.service.open(ref, { signal: new AbortController().signal, ...options });
  }
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks ?? []) {
    pieces.push(chunk);
  }
  return Buffer.concat(pieces);
}
