import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDay } from '../../../../src/base/dates.js';
import {
  type LicensedUser,
  licenseUse as useOf,
  mostTellingFirst,
  type ServiceReport,
  type ServiceUse,
  type UseEvidence,
} from '../../../../src/core/licenses/licenseUse.js';
import {
  LICENSED_SERVICES,
  type LicensedService,
  servicesOf,
  SIDE_SERVICES,
} from '../../../../src/core/licenses/productServices.js';
import { unusedConfidence } from '../../../../src/core/licenses/unusedConfidence.js';

const NEWEST = parseDay('2026-11-26');
const E5 = 'MICROSOFT 365 E5';
const COPILOT = 'MICROSOFT 365 COPILOT';
const never: ServiceUse = { lastActivity: Number.NaN, assigned: NEWEST - 400 };

/** As if each service had one report, which has all users that have the service. */
interface OneReportEach extends Omit<UseEvidence, 'reports'> {
  readonly reports: ReadonlyMap<LicensedService, ServiceReport>;
}

const complete: OneReportEach = {
  newestDay: NEWEST,
  reports: new Map(LICENSED_SERVICES.map((service) => [service, { day: NEWEST, periodDays: 180 }])),
  isConcealed: false,
};

/** A user who never used anything, but for what is said. */
function user(
  uses: Partial<Record<LicensedService, Partial<ServiceUse>>> = {},
  more: Partial<LicensedUser> = {},
): LicensedUser {
  return {
    isDeleted: false,
    deletedDay: Number.NaN,
    firstSeen: NEWEST - 400,
    uses: new Map(LICENSED_SERVICES.map((service) => [service, { ...never, ...uses[service] }])),
    ...more,
  };
}

function withoutReports(...services: readonly LicensedService[]): OneReportEach {
  return { ...complete, reports: new Map([...complete.reports].filter(([service]) => !services.includes(service))) };
}

function withLists({ reports, ...more }: OneReportEach): UseEvidence {
  const lists = [...reports].map(([service, one]) => [service, [{ ...one, statesIn: `${service} Status` }]] as const);
  return { ...more, reports: new Map(lists) };
}

function inReports(of: LicensedUser, { reports }: OneReportEach): LicensedUser {
  const uses = [...of.uses].map(([service, use]) => [service, { ...use, report: reports.get(service) }] as const);
  return { ...of, uses: new Map(uses) };
}

const licenseUse = (product: string, of: LicensedUser, evidence: OneReportEach) =>
  useOf(servicesOf(product), inReports(of, evidence), withLists(evidence));
const confidence = (product: string, of: LicensedUser, evidence = complete) =>
  unusedConfidence(licenseUse(product, of, evidence), inReports(of, evidence), withLists(evidence));

describe('use of a license', () => {
  it('is that of any of its services', () => {
    const of = user({ Teams: { lastActivity: NEWEST - 3 }, Exchange: { lastActivity: NEWEST - 200 } });
    const use = licenseUse(E5, of, complete);
    assert.equal(use.state, 'used');
    assert.equal(use.lastUse, NEWEST - 3);
    assert.deepEqual(use.usedServices, ['Teams']);
  });

  it('is that of whoever uses nothing but Forms or Skype for Business, which alone make nobody a user without use', () => {
    for (const service of SIDE_SERVICES) {
      assert.equal(licenseUse(E5, user({ [service]: { lastActivity: NEWEST } }), complete).state, 'used');
      const of = user({}, { uses: new Map([[service, never]]) });
      assert.equal(licenseUse(E5, of, complete).state, 'notKnown');
    }
  });

  it('is not that of another product', () => {
    assert.equal(licenseUse(COPILOT, user({ Teams: { lastActivity: NEWEST } }), complete).state, 'unused');
  });

  it('counts the newest day as the first of the 90', () => {
    const stateAt = (days: number) => licenseUse(E5, user({ Teams: { lastActivity: NEWEST - days } }), complete).state;
    assert.deepEqual([stateAt(89), stateAt(90)], ['used', 'unused']);
  });

  it('does not take a day that stands for none as a use', () => {
    const use = licenseUse(E5, user({ Teams: { lastActivity: parseDay('0001-01-01') } }), complete);
    assert.deepEqual([use.state, use.lastUse], ['unused', Number.NaN]);
  });

  it('is not missed where the license is new, and the latest assignment of its services counts', () => {
    const stateAt = (days: number) => licenseUse(E5, user({ Teams: { assigned: NEWEST - days } }), complete).state;
    assert.deepEqual([stateAt(29), stateAt(30)], ['new', 'unused']);
  });

  it('is not missed where the user is new and no report says since when the license is assigned', () => {
    const of = user({ 'Microsoft 365 Copilot': { assigned: Number.NaN } }, { firstSeen: NEWEST - 10 });
    assert.equal(licenseUse(COPILOT, of, complete).state, 'new');
  });

  it('does not show in any report for some products, and then nobody has an unused license', () => {
    assert.equal(licenseUse('VISIO PLAN 2', user(), complete).state, 'notVisible');
  });

  it('is not known without the reports, or without a row of the user', () => {
    assert.equal(licenseUse(COPILOT, user(), withoutReports('Microsoft 365 Copilot')).state, 'notKnown');
    assert.equal(licenseUse(COPILOT, user({}, { uses: new Map() }), complete).state, 'notKnown');
  });

  it('is not known from reports that end before the 90 days, and is where a newer one has the user', () => {
    const stateAt = (days: number, ...services: readonly LicensedService[]) => {
      const reports = new Map(complete.reports);
      services.forEach((service) => reports.set(service, { day: NEWEST - days, periodDays: 180 }));
      return licenseUse('SHAREPOINT (PLAN 1)', user(), { ...complete, reports }).state;
    };
    assert.equal(stateAt(90, 'SharePoint', 'OneDrive'), 'notKnown');
    assert.equal(stateAt(89, 'SharePoint', 'OneDrive'), 'unused');
    assert.equal(stateAt(180, 'SharePoint'), 'unused');
    const of = user({ 'Microsoft 365 Copilot': { lastActivity: NEWEST - 101 } });
    const reports = new Map(complete.reports).set('Microsoft 365 Copilot', { day: NEWEST - 100, periodDays: 180 });
    assert.equal(licenseUse(COPILOT, of, { ...complete, reports }).state, 'notKnown');
  });

  it('does not matter where the user is deleted', () => {
    const of = user({ Teams: { lastActivity: NEWEST } }, { isDeleted: true });
    assert.equal(licenseUse(E5, of, complete).state, 'deleted');
    assert.deepEqual(confidence(E5, of).doubts, [{ kind: 'deleted' }]);
    assert.equal(confidence(E5, of).level, 'medium');
  });
});

describe('confidence that a license is unused', () => {
  it('is high where all reports have the user and are complete', () => {
    assert.deepEqual(confidence(E5, user()), { level: 'high', doubts: [], completeTo: NEWEST });
  });

  it('says which reports are missing', () => {
    const { level, doubts } = confidence(E5, user(), withoutReports('Viva Engage'));
    assert.deepEqual([level, doubts], ['medium', [{ kind: 'notFetched', services: ['Viva Engage'] }]]);
  });

  it('is less where Forms is missing, but not where a user has no row there, or Skype for Business is missing', () => {
    assert.deepEqual(confidence(E5, user(), withoutReports('Forms')).doubts, [
      { kind: 'notFetched', services: ['Forms'] },
    ]);
    const of = user({}, { uses: new Map([...user().uses].filter(([service]) => !SIDE_SERVICES.has(service))) });
    assert.equal(confidence(E5, of).level, 'high');
    assert.equal(confidence(E5, user(), withoutReports('Skype for Business')).level, 'high');
  });

  it('is low where most reports are missing', () => {
    const evidence = withoutReports('Viva Engage', 'Teams', 'Exchange', 'OneDrive');
    assert.equal(confidence(E5, user(), evidence).level, 'low');
  });

  it('says which reports do not have the user', () => {
    const uses = new Map([...user().uses].filter(([service]) => service !== 'SharePoint'));
    const of = user({}, { uses });
    assert.deepEqual(confidence(E5, of).doubts, [{ kind: 'noRow', services: ['SharePoint'] }]);
  });

  it('says which reports are of too few days or too old, and up to when all are complete', () => {
    const reports = new Map(complete.reports)
      .set('Teams', { day: NEWEST, periodDays: 30 })
      .set('Exchange', { day: NEWEST - 8, periodDays: 90 })
      .set('OneDrive', { day: NEWEST - 7, periodDays: 90 });
    assert.deepEqual(confidence(E5, user(), { ...complete, reports }), {
      level: 'low',
      doubts: [
        { kind: 'shortPeriod', services: ['Teams'] },
        { kind: 'older', services: ['Exchange'] },
      ],
      completeTo: NEWEST - 8,
    });
  });

  it('does not count services whose reports end before the 90 days, and names them', () => {
    const reports = new Map(complete.reports).set('Teams', { day: NEWEST - 120, periodDays: 180 });
    assert.deepEqual(confidence(E5, user(), { ...complete, reports }), {
      level: 'medium',
      doubts: [{ kind: 'older', services: ['Teams'] }],
      completeTo: NEWEST,
    });
    for (const service of servicesOf(E5).filter((one) => !['Teams', 'Exchange', 'Forms'].includes(one))) {
      reports.set(service, { day: NEWEST - 120, periodDays: 180 });
    }
    assert.equal(confidence(E5, user(), { ...complete, reports }).level, 'low');
  });

  it('is less where names are concealed, or where no report says since when it is assigned', () => {
    assert.deepEqual(confidence(E5, user(), { ...complete, isConcealed: true }).doubts, [{ kind: 'concealed' }]);
    const of = user({ 'Microsoft 365 Copilot': { assigned: Number.NaN } });
    assert.deepEqual(confidence(COPILOT, of).doubts, [{ kind: 'assignedUnknown' }]);
  });
});

describe('the report that says most of the 90 days', () => {
  it('has as many of these days as any other, and is the newest of those', () => {
    const report = fc.record({
      day: fc.integer({ min: 0, max: 200 }).map((days) => NEWEST - days),
      periodDays: fc.constantFrom(7, 30, 90, 180, Number.POSITIVE_INFINITY),
    });
    const daysOf = ({ day, periodDays }: ServiceReport) =>
      Array.from({ length: 90 }, (_, at) => NEWEST - at).filter((one) => one <= day && one > day - periodDays).length;
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 5 }), (reports) => {
        const most = mostTellingFirst(reports, NEWEST)[0] ?? assert.fail('none');
        const count = Math.max(...reports.map(daysOf));
        assert.equal(daysOf(most), count);
        assert.equal(most.day, Math.max(...reports.filter((one) => daysOf(one) === count).map(({ day }) => day)));
      }),
    );
  });
});

describe('licenses of any users', () => {
  const day = fc.oneof(
    fc.constant(Number.NaN),
    fc.integer({ min: 0, max: 400 }).map((days) => NEWEST - days),
  );
  const mapOf = <T>(value: fc.Arbitrary<T>) =>
    fc
      .array(fc.option(value, { nil: undefined }), {
        minLength: LICENSED_SERVICES.length,
        maxLength: LICENSED_SERVICES.length,
      })
      .map(
        (values) =>
          new Map(
            LICENSED_SERVICES.flatMap((service, at) => {
              const one = values[at];
              return one === undefined ? [] : [[service, one] as const];
            }),
          ),
      );
  const anyUser: fc.Arbitrary<LicensedUser> = fc.record({
    isDeleted: fc.boolean(),
    deletedDay: day,
    firstSeen: day,
    uses: mapOf(fc.record({ lastActivity: day, assigned: day })),
  });
  const anyEvidence: fc.Arbitrary<OneReportEach> = fc.record({
    newestDay: fc.constant(NEWEST),
    reports: mapOf(fc.record({ day, periodDays: fc.constantFrom(7, 30, 90, 180) })).map(
      (reports) => new Map([...reports].filter(([, report]) => !Number.isNaN(report.day))),
    ),
    isConcealed: fc.boolean(),
  });
  const anyProduct = fc.constantFrom(E5, COPILOT, 'EXCHANGE ONLINE (PLAN 1)', 'VISIO PLAN 2', 'SOMETHING ELSE');

  it('are unused only where a report of the 90 days has the user, nothing was used, and nothing is new', () => {
    fc.assert(
      fc.property(anyProduct, anyUser, anyEvidence, (product, of, evidence) => {
        const uses = servicesOf(product).flatMap((service) =>
          evidence.reports.has(service) ? (of.uses.get(service) ?? []) : [],
        );
        const assigned = servicesOf(product).flatMap((service) => of.uses.get(service)?.assigned ?? []);
        const mayBeUnused =
          !of.isDeleted &&
          servicesOf(product).some(
            (service) =>
              !SIDE_SERVICES.has(service) &&
              of.uses.has(service) &&
              NEWEST - (evidence.reports.get(service)?.day ?? Number.NaN) < 90,
          ) &&
          !uses.some(({ lastActivity }) => NEWEST - lastActivity < 90) &&
          !assigned.some((since) => NEWEST - since < 30) &&
          !(assigned.every(Number.isNaN) && NEWEST - of.firstSeen < 30);
        assert.equal(licenseUse(product, of, evidence).state === 'unused', mayBeUnused);
      }),
    );
  });

  it('are never unused with high confidence once a report is missing, old, too short, or without the user', () => {
    const faults = fc.record({
      service: fc.constantFrom(...servicesOf(E5).filter((service) => !SIDE_SERVICES.has(service))),
      fault: fc.constantFrom('missing', 'old', 'short', 'noRow'),
      by: fc.integer({ min: 1, max: 80 }),
    });
    fc.assert(
      fc.property(fc.array(faults, { minLength: 1, maxLength: 4 }), (all) => {
        const reports = new Map(complete.reports);
        const uses = new Map(user().uses);
        for (const { service, fault, by } of all) {
          if (fault === 'missing') {
            reports.delete(service);
          } else if (fault === 'noRow') {
            uses.delete(service);
          } else {
            const report = {
              day: fault === 'old' ? NEWEST - 7 - by : NEWEST,
              periodDays: fault === 'short' ? by : 180,
            };
            reports.set(service, report);
          }
        }
        const { level, doubts } = confidence(E5, user({}, { uses }), { ...complete, reports });
        assert.notEqual(level, 'high');
        assert.ok(doubts.length > 0);
      }),
    );
  });
});
