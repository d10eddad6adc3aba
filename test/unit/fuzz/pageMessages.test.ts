import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type GenericSchema, is } from 'valibot';
import { sortedTenants } from '../../../media/tenants/sortRows.js';
import { initialModel as initialTenants, received as tenantsReceived } from '../../../media/tenants/model.js';
import { initialModel as initialOverview, received as overviewReceived } from '../../../media/overview/model.js';
import { initialModel, type PanelModel, panelState, received, restoreModel } from '../../../media/report/panelModel.js';
import { HostChannel } from '../../../media/common/base/host/hostChannel.js';
import { Emitter } from '../../../src/base/emitter.js';
import { isCancelled } from '../../../src/base/errors.js';
import { decodeLocally } from '../../../src/services/tables/decodeLocally.js';
import { ReportSession } from '../../../src/features/reportPanel/reportSession.js';
import { tableRequests } from '../../../src/features/reportPanel/tableRequests.js';
import { servePage } from '../../../src/features/common/servePage.js';
import { hostEnvelope, pageEnvelope, type PageProtocol } from '../../../src/shared/pages/channel.js';
import { type OverviewEvent, overviewProtocol } from '../../../src/shared/pages/overview.js';
import { type ReportEvent, reportProtocol } from '../../../src/shared/pages/report.js';
import { parsePanelState, savedPanelState } from '../../../src/shared/pages/savedPanel.js';
import { snapshotDiffProtocol } from '../../../src/shared/pages/snapshotDiff.js';
import { parseTenantsState, type TenantsEvent, tenantsProtocol } from '../../../src/shared/pages/tenants.js';
import { userSearchProtocol } from '../../../src/shared/pages/userSearch.js';
import { anything, arbitraryOf } from '../../support/arbitraryOf.js';
import { fuzz } from '../../support/fuzz.js';
import { changedJson } from '../../support/mutations.js';
import { chunksOf } from '../core/table/support.js';
import { FakeService, REF, reportOf } from '../features/reportPanel/support.js';
import { fileOf, service } from '../services/sample/support.js';

const protocols: Readonly<Record<string, PageProtocol>> = {
  report: reportProtocol,
  overview: overviewProtocol,
  'snapshot comparison': snapshotDiffProtocol,
  'all tenants': tenantsProtocol,
  'user search': userSearchProtocol,
};

/** Long enough for everything under way to arrive. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Right for the protocol, nearly right, or anything at all. */
function mixed(good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 4, arbitrary: good }, { weight: 4, arbitrary: good.chain(changedJson) }, anything);
}

/** What a page says: with an ID that may be taken already. */
function pageSays({ message, requests }: PageProtocol): fc.Arbitrary<unknown> {
  const id = fc.nat({ max: 3 });
  return fc.oneof(
    fc.record({ kind: fc.constant('message'), message: mixed(arbitraryOf(message)) }),
    ...Object.entries(requests).map(([method, { params }]) =>
      fc.record({ kind: fc.constant('request'), id, method: fc.constant(method), params: mixed(arbitraryOf(params)) }),
    ),
    fc.record({
      kind: fc.constant('request'),
      id,
      method: fc.constantFrom('toString', '__proto__', 'x'),
      params: anything,
    }),
    arbitraryOf(pageEnvelope),
    arbitraryOf(pageEnvelope).chain(changedJson),
    anything,
  );
}

/** The result of a request, or why there is none. */
async function resultOf<T>(work: () => Promise<T>): Promise<T | 'cancelled'> {
  try {
    return await work();
  } catch (error) {
    assert.ok(isCancelled(error), error instanceof Error ? error.stack : String(error));
    return 'cancelled';
  }
}

describe('anything that a page says to the host', () => {
  for (const [name, protocol] of Object.entries(protocols)) {
    fuzz(
      `reaches the handlers of the ${name} if it fits the protocol, and is ignored or refused if not`,
      300,
      fc.record({ said: fc.array(pageSays(protocol), { maxLength: 8 }), answer: anything, fails: fc.boolean() }),
      async ({ said, answer, fails }) => {
        const fromPage = new Emitter<unknown>();
        const answered: unknown[] = [];
        const handled: [GenericSchema, unknown][] = [];
        const handle = (schema: GenericSchema) => (value: unknown) => {
          handled.push([schema, value]);
          // Nothing that a handler throws may get past the line to the page.
          return fails ? Promise.reject(new TypeError('a bug')) : Promise.resolve(answer);
        };
        const served = servePage(
          { onDidReceiveMessage: fromPage.event, postMessage: (sent) => answered.push(structuredClone(sent)) },
          protocol,
          {
            ready: () => undefined,
            message: handle(protocol.message) as () => Promise<void>,
            requests: Object.fromEntries(
              Object.entries(protocol.requests).map(([method, { params }]) => [method, handle(params)]),
            ),
            errorText: () => 'It did not work.',
            messageFailed: () => undefined,
            log: { warn: () => undefined, error: () => undefined },
          },
        );
        said.forEach((message) => fromPage.fire(message));
        await settled();
        served.dispose();
        for (const [schema, value] of handled) {
          assert.ok(is(schema, value));
        }
        const understood = said.filter(
          (one) => is(pageEnvelope, one) && one.kind === 'message' && is(protocol.message, one.message),
        );
        assert.equal(handled.filter(([schema]) => schema === protocol.message).length, understood.length);
        for (const sent of answered) {
          assert.ok(is(hostEnvelope, sent));
        }
      },
    );
  }

  describe('about a report on screen', () => {
    const { requests } = reportProtocol;
    const { signal } = new AbortController();
    let session: ReportSession;
    before(async () => {
      const fake = new FakeService();
      session = new ReportSession(REF, {}, { service: fake, log: { warn: () => undefined, error: () => undefined } });
      const { definition } = fake.check(REF);
      const text = await fileOf(service(), definition.name, { period: 'D7' });
      const table = await decodeLocally(chunksOf(text.split('\n').slice(0, 200).join('\n')), 'csv', definition);
      const loading = session.load();
      fake.last.succeed(reportOf(REF, table));
      await loading;
    });
    after(() => session.dispose());

    for (const method of ['getRows', 'getTotals', 'getValues', 'getRevised'] as const) {
      fuzz(`is answered with what ${method} promises`, 150, arbitraryOf(requests[method].params), async (params) => {
        const ask = tableRequests(session)[method] as (params: unknown, signal: AbortSignal) => Promise<unknown>;
        const result = await resultOf(async () => ask(params, signal));
        assert.ok(result === 'cancelled' || is(requests[method].result, structuredClone(result)));
      });
    }
  });
});

describe('anything that a page is told or finds', () => {
  for (const [name, protocol] of Object.entries(protocols)) {
    fuzz(
      `reaches the page of the ${name} if it fits the protocol, and is ignored if not`,
      100,
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('event'), event: mixed(arbitraryOf(protocol.event)) }),
          arbitraryOf(hostEnvelope),
          anything,
        ),
        { maxLength: 6 },
      ),
      (told) => {
        let tell: (message: unknown) => void = () => undefined;
        const port = {
          postMessage: () => undefined,
          listen: (listener: typeof tell) => ((tell = listener), () => undefined),
        };
        const channel = new HostChannel(port, protocol, 'The reply is not understood.');
        channel.onEvent((event) => assert.ok(is(protocol.event, event)));
        channel.start();
        told.forEach((message) => tell(message));
        channel.dispose();
      },
    );
  }

  fuzz(
    'leaves a panel with a state that it can save and find again',
    150,
    fc.array(arbitraryOf(reportProtocol.event), { maxLength: 6 }),
    (events) => {
      const model = (events as ReportEvent[]).reduce<PanelModel>(received, initialModel);
      const saved: unknown = JSON.parse(JSON.stringify(panelState(model) ?? null));
      restoreModel(saved);
      assert.ok(saved === null || parsePanelState(saved) !== undefined);
    },
  );

  fuzz(
    'leaves an overview that goes on',
    100,
    fc.array(arbitraryOf(overviewProtocol.event), { maxLength: 6 }),
    (events) => {
      (events as OverviewEvent[]).reduce(overviewReceived, initialOverview);
    },
  );

  fuzz(
    'leaves a page of all tenants that goes on, and can be sorted by what it had saved',
    100,
    fc.tuple(fc.array(arbitraryOf(tenantsProtocol.event), { maxLength: 6 }), anything),
    ([events, saved]) => {
      const model = (events as TenantsEvent[]).reduce(tenantsReceived, initialTenants);
      const sorted = sortedTenants(model, parseTenantsState(saved).sort, 'en');
      assert.deepEqual(new Set(sorted), new Set(model.tenants));
    },
  );

  fuzz('is no saved panel, or one that can be opened', 300, mixed(arbitraryOf(savedPanelState)), (saved) => {
    restoreModel(saved);
    parsePanelState(saved);
  });
});
