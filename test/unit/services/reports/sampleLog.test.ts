import assert from 'node:assert/strict';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { chooseVersion } from '../../../../src/core/catalog/chooseVersion.js';
import { SAMPLE_CONNECTIONS } from '../../../../src/services/auth/connections/connection.js';
import type { GraphRequest } from '../../../../src/services/graph/types.js';
import { createFetchReport } from '../../../../src/services/reports/createFetchReport.js';
import { Budget } from '../../../../src/services/throttling/budget.js';
import { catalog } from '../../../support/catalog.js';

const lines: string[] = [];

const fetchReport = createFetchReport({
  fetch: () => Promise.reject(new Error('Sample data were looked for on the network.')),
  signIn: { tokens: () => ({ getToken: () => Promise.resolve('sample') }), recordOutcome: () => undefined },
  catalog: () => catalog,
  budget: new Budget({
    folder: () => assert.fail('Requests for sample data were counted.'),
    limits: () => assert.fail('Requests for sample data were counted.'),
  }),
  now: () => new Date('2026-11-21T10:00:00Z'),
  log: { info: (text) => lines.push(text), warn: (text) => lines.push(text) },
});

function requestOf(definition: ReportDefinition): GraphRequest {
  const [period] = definition.periods;
  return {
    definition,
    ...chooseVersion(definition, 'csv'),
    period,
    functionVersion: definition.functionVersions?.newest,
  };
}

/** Reads a report to its end. */
async function read(connection: (typeof SAMPLE_CONNECTIONS)[number], request: GraphRequest): Promise<void> {
  const { signal } = new AbortController();
  const response = await fetchReport(connection, request, {
    interactive: false,
    unattended: false,
    signal,
    onWait: () => undefined,
  });
  if (response.status === 'data') {
    for await (const chunk of response.chunks) {
      assert.ok(chunk.byteLength > 0);
    }
  }
}

/** Names of hosts, and the start of an address. */
const HOST = /\w\.(com|net|us|cn|org|example|invalid)\b|https?:/i;

describe('The log of requests for sample data', () => {
  beforeEach(() => lines.splice(0));

  for (const connection of SAMPLE_CONNECTIONS) {
    it(`names no host for any report: ${connection.name}`, async () => {
      for (const definition of catalog.reports) {
        await read(connection, requestOf(definition));
      }
      assert.ok(lines.length >= catalog.reports.length);
      for (const line of lines) {
        assert.match(line, /: sample data answered \d+ in /);
        assert.doesNotMatch(line, HOST);
      }
    });

    it(`names no host where a request is refused: ${connection.name}`, async () => {
      const definition = catalog.find('getTeamsUserActivityCounts');
      assert.ok(definition);
      const refused = { ...requestOf(definition), functionVersion: 'none' };
      await assert.rejects(read(connection, refused), (error: Error) => !HOST.test(error.message));
      assert.ok(lines.length >= 2);
      assert.ok(!lines.some((line) => HOST.test(line)));
    });
  }
});
