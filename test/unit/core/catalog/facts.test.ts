import assert from 'node:assert/strict';
import type { ColumnDefinition, ReportDefinition, GraphVersion } from '../../../../src/core/catalog/definition.js';
import { guessedShares } from '../../../../src/core/table/charts/shares.js';
import { allFacts, factOf, headerOf, propertiesOf } from './facts.js';
import { catalog } from '../../../support/catalog.js';

const productIds: Record<string, string> = {
  'Microsoft 365 active users and services': 'activeUsers',
  Teams: 'teams',
  'Exchange/Outlook mail': 'exchange',
  OneDrive: 'onedrive',
  SharePoint: 'sharepoint',
  'Microsoft 365 Groups': 'groups',
  'Yammer/Viva Engage': 'engage',
  'Microsoft 365 Apps': 'm365apps',
  'Microsoft 365 activations': 'activations',
  Copilot: 'copilot',
  Forms: 'forms',
  Browser: 'browser',
  'Microsoft Graph API usage': 'apiUsage',
  'Skype for Business': 'skype',
};

/** The column types that a documented JSON type allows. The documentation calls some counts strings; they are counts in the CSV. */
const typesOf: Record<string, readonly string[]> = {
  Int32: ['number'],
  Int64: ['number'],
  String: ['text'],
  Guid: ['text'],
  Date: ['date'],
  Boolean: ['boolean'],
  Duration: ['duration'],
  'String collection': ['list'],
};

/** Columns keep the names of their day; charts say what the products are called now. */
const PRODUCT_OF_NOW: Record<string, string> = { Yammer: 'Viva Engage', 'Office 365': 'Any Microsoft 365 service' };

function columnFor(report: ReportDefinition, header: string): ColumnDefinition | undefined {
  return report.columns.find(({ name, aliases }) => name === header || aliases?.includes(header));
}

/** Names of the columns that a version's CSV has, in the catalog's order. */
function csvColumns(report: ReportDefinition, version: GraphVersion): string[] {
  return report.columns
    .filter(
      ({ versions, onlyJson, optional }) =>
        onlyJson !== true && optional !== true && (versions === undefined || versions.includes(version)),
    )
    .map(({ name }) => name);
}

describe('The catalog against the published facts', () => {
  it('has exactly the 93 functions, and a report for each value of the argument that makes reports of one', () => {
    assert.equal(allFacts.length, 93);
    const published = allFacts.flatMap(({ name, variants }) =>
      variants === undefined ? [name] : Object.keys(variants.reportType).map((value) => `${name} ${value}`),
    );
    const reports = catalog.reports.map(({ name, call }) =>
      call === undefined ? name : [call.name, ...Object.values(call.arguments)].join(' '),
    );
    assert.deepEqual(reports.sort(), published.sort());
    assert.equal(catalog.reports.length, 94);
  });

  it('counts 78 in v1.0 and 16 in beta only', () => {
    assert.equal(catalog.reports.filter(({ versions }) => versions.includes('v1.0')).length, 78);
    assert.equal(catalog.reports.filter(({ versions }) => versions.includes('beta')).length, 94);
  });

  it('names reports so that a name is a folder, an argument of the command line, and one of the API', () => {
    assert.ok(catalog.reports.every(({ name }) => /^get[A-Za-z0-9]+$/.test(name)));
  });

  it('counts 57 daily series, 22 details, 11 distributions and 4 snapshots', () => {
    const count = (kind: string): number => catalog.reports.filter((report) => report.kind === kind).length;
    assert.deepEqual(['daily-series', 'detail', 'distribution', 'current-state'].map(count), [57, 22, 11, 4]);
  });

  it('counts 20 that take a date, details and the API usage of SharePoint, and 3 that take nothing', () => {
    const dated = catalog.reports.filter(({ acceptsDate }) => acceptsDate);
    assert.equal(dated.length, 20);
    assert.ok(dated.every(({ kind, call }) => kind === 'detail' || call?.name === 'getSharePointApiUsage'));
    assert.equal(catalog.reports.filter(({ periods, acceptsDate }) => periods.length === 0 && !acceptsDate).length, 3);
  });

  it('counts 53 for the US Government clouds and 73 for China', () => {
    const count = (cloud: 'global' | 'usgov' | 'usgovdod' | 'china'): number =>
      catalog.reports.filter(({ clouds }) => clouds.includes(cloud)).length;
    assert.deepEqual([count('global'), count('usgov'), count('usgovdod'), count('china')], [94, 53, 53, 73]);
  });

  for (const report of catalog.reports) {
    describe(report.name, () => {
      const fact = factOf(report);

      it('agrees on versions, kind, product, parameters, paths, formats, caching and clouds', () => {
        assert.deepEqual(
          {
            kind: report.kind,
            product: report.product,
            aliases: report.call === undefined ? report.aliases : undefined,
            versions: report.versions,
            periods: report.periods,
            requiredRoles: report.requiredRoles,
            date: report.acceptsDate,
            formatOption: report.formatOption,
            ifNoneMatch: report.ifNoneMatch,
            rows: report.jsonRows,
            clouds: report.clouds,
            access: report.access,
            formats: report.formats,
          },
          {
            kind: fact.kind,
            product: productIds[fact.product],
            aliases: fact.aliases,
            versions: fact.versions,
            periods: fact.v2?.periods ?? fact.periods,
            requiredRoles: fact.roles,
            date: fact.date,
            formatOption: fact.formatOption,
            ifNoneMatch: fact.ifNoneMatch,
            rows: fact.rows,
            clouds: ['global', ...(fact.fairfax ? ['usgov', 'usgovdod'] : []), ...(fact.mooncake ? ['china'] : [])],
            access: fact.access,
            formats: Object.fromEntries(
              fact.versions.map((version) => [
                version,
                version === 'beta' && fact.json !== undefined ? ['csv', 'json'] : ['csv'],
              ]),
            ),
          },
        );
        for (const version of report.versions) {
          assert.ok(fact.paths[version]?.includes(report.path ?? `/reports/${fact.name}`), version);
        }
      });

      it('asks for JSON pages that are never smaller than the documented default, where the function takes their size', () => {
        const documented = report.kind === 'detail' ? fact.pageSize : undefined;
        assert.equal(report.pageSize, documented === undefined ? undefined : Math.max(documented, 999));
      });

      it('has every CSV column of every version, and no other', () => {
        for (const version of report.versions) {
          const documented = headerOf(fact, version, 'v2').map(
            (header) => columnFor(report, header)?.name ?? `missing: ${header}`,
          );
          assert.ok(documented.length > 0);
          assert.deepEqual([...csvColumns(report, version)].sort(), [...documented].sort(), version);
        }
      });

      it('has them in the order of the newest documented CSV', () => {
        // The Copilot pages of v1.0 are newer than those of beta, and order the columns differently.
        const ordered = report.product === 'copilot' ? (['v1.0'] as const) : report.versions;
        for (const version of ordered) {
          assert.deepEqual(
            csvColumns(report, version),
            headerOf(fact, version, 'v2').map((header) => columnFor(report, header)?.name),
          );
        }
      });

      it('maps every JSON property to one column, of a type that fits', () => {
        const properties = propertiesOf(fact);
        assert.deepEqual(
          report.columns.flatMap(({ json, optional }) => (optional === true ? [] : (json ?? []))).sort(),
          properties.map(({ name }) => name).sort(),
        );
        for (const { name, type } of properties) {
          const column = report.columns.find(({ json }) => json === name)!;
          if (name === 'reportPeriod') {
            assert.equal(column.type, 'text', 'a period is a label, also where JSON sends it as a number');
          } else if (name === 'activeSharedChannels' || name === 'activeExternalUsers') {
            assert.equal(column.type, 'number');
          } else {
            assert.ok(typesOf[type]?.includes(column.type), `${name} is ${type}, the column ${column.type}`);
          }
        }
      });

      it('has a JSON property for every CSV column, except those that JSON really lacks', () => {
        const without = report.columns
          .filter(({ json, since }) => json === undefined && since === undefined)
          .map(({ name }) => name);
        const expected =
          report.name === 'getApiUsage'
            ? headerOf(fact, 'beta')
            : report.name === 'getTeamsUserActivityUserDetail'
              ? ['Audio Duration In Seconds', 'Video Duration In Seconds', 'Screen Share Duration In Seconds']
              : [];
        assert.deepEqual(without, expected);
      });

      it('names keys that are columns, the documented ones if there are any', () => {
        const names = report.columns.map(({ name }) => name);
        assert.ok(report.keys.every((key) => names.includes(key)));
        if (fact.keys !== undefined && fact.keys.length > 0) {
          assert.deepEqual([...report.keys].sort(), [...fact.keys].sort());
        }
        assert.equal(
          report.keys.length > 0,
          report.kind !== 'distribution' && (report.kind !== 'current-state' || fact.periods.length === 0),
        );
      });

      it('recognizes a captured header by names and aliases, as far as a page documents its columns', () => {
        const unknown = (fact.seen ?? []).filter(
          (header) => columnFor(report, header.replaceAll('  ', ' ')) === undefined,
        );
        assert.deepEqual(unknown, []);
      });
    });
  }
});

describe('Charts in the catalog', () => {
  const headersOf = (report: ReportDefinition): readonly string[] => report.columns.map(({ name }) => name);
  const shared = catalog.reports.filter(({ shares }) => shares !== undefined);

  it('have shares wherever the published names say that one column is a part of another, and nowhere else', () => {
    for (const report of catalog.reports.filter(({ kind }) => kind !== 'detail')) {
      const names = new Set(report.versions.flatMap((version) => headerOf(factOf(report), version, 'v2')));
      const published = [...names].flatMap((part) => {
        const wholes = [
          part.replace(/^(.+) Active$/, '$1 Inactive'),
          part.replace(/^(.+) Active Users$/, '$1 Enabled Users'),
          part.replace(/^Active (.+)$/, '$1'),
          part.replace(/^Active$/, 'Total'),
          part.replace(/^Activated$/, 'Assigned'),
        ];
        const other = wholes.find((name) => name !== part && names.has(name));
        return other === undefined ? [] : [`${part} / ${other}`];
      });
      const described = (report.shares ?? []).map(({ part, rest, whole }) => `${part} / ${rest ?? whole}`);
      assert.deepEqual(described.toSorted(), published.toSorted(), report.name);
    }
  });

  it('have shares of one unit, each column in one of them, with a name if there are several', () => {
    for (const { name, shares = [], columns } of shared) {
      const used = shares.flatMap(({ part, rest, whole }) => [
        part,
        ...(rest === undefined ? [] : [rest]),
        ...(whole === undefined ? [] : [whole]),
      ]);
      assert.equal(used.length, shares.length * 2, name);
      assert.equal(new Set(used).size, used.length, name);
      for (const { part, rest, whole } of shares) {
        const [one, other] = [part, rest ?? whole].map((wanted) => columns.find((column) => column.name === wanted));
        assert.ok(one?.type === 'number' && other?.type === 'number' && one.unit === other.unit, `${name} ${part}`);
      }
      assert.equal(new Set(shares.map(({ label }) => label)).size, shares.length, name);
    }
  });

  it('agree with the guess from the same names, so that a new product is drawn like the others', () => {
    for (const { name, shares = [] } of shared) {
      const guessed = guessedShares(headersOf(catalog.find(name)!));
      assert.ok(guessed.length === 0 || guessed.length === shares.length, name);
      for (const guess of guessed) {
        assert.deepEqual(
          shares.find(({ part }) => part === guess.part),
          { ...guess, label: PRODUCT_OF_NOW[guess.label] ?? guess.label },
          name,
        );
      }
    }
    assert.deepEqual(
      catalog.reports.filter((report) => guessedShares(headersOf(report)).length > 0).map(({ name }) => name),
      [
        'getOffice365ServicesUserCounts',
        'getMicrosoft365CopilotUserCountTrend',
        'getMicrosoft365CopilotUserCountSummary',
      ],
    );
  });

  it('give every detail report one to four cards, each of a column that can be drawn or of a group', () => {
    for (const { name, kind, cards, groups = [], columns, keys } of catalog.reports) {
      assert.equal(kind === 'detail', cards !== undefined, name);
      assert.ok(kind === 'detail' || groups.length === 0, name);
      assert.ok(
        cards === undefined || (cards.length >= 1 && cards.length <= 4 && new Set(cards).size === cards.length),
        name,
      );
      const labels = groups.map(({ label }) => label);
      for (const card of cards ?? []) {
        const column = columns.find((candidate) => candidate.name === card);
        assert.ok(labels.includes(card) !== (column !== undefined), `${name} ${card}`);
        assert.ok(
          column === undefined || (column.identity !== true && (!keys.includes(card) || card === 'Product Type')),
          `${name} ${card}`,
        );
      }
      for (const { label, bars } of groups) {
        assert.ok(cards?.includes(label), `${name} ${label} is never shown`);
        const types = bars.map(({ column }) => columns.find((candidate) => candidate.name === column)?.type);
        assert.equal(new Set(types).size, 1, `${name} ${label}`);
        assert.ok(
          types.every((type) => type === 'boolean' || type === 'list' || type === 'date'),
          `${name} ${label}`,
        );
        assert.equal(new Set(bars.map((bar) => bar.label ?? bar.column)).size, bars.length, `${name} ${label}`);
      }
    }
  });

  it('draw the boolean columns of a report together', () => {
    const alone = /^(Is |Has Archive|Has Other Action|External Sharing|Office 365 Connected|Activated On)/;
    for (const { name, kind, columns, groups = [] } of catalog.reports) {
      const flags = columns.filter(
        (column) => column.type === 'boolean' && !alone.test(column.name) && !column.name.endsWith(')'),
      );
      const grouped = new Set(groups.flatMap(({ bars }) => bars.map(({ column }) => column)));
      assert.ok(kind !== 'detail' || flags.every((column) => grouped.has(column.name)), name);
    }
  });
});

describe('Columns of the catalog', () => {
  const columns = catalog.reports.flatMap((report) => report.columns.map((column) => ({ report, column })));

  it('gives a unit to numbers and durations, and to nothing else', () => {
    for (const { report, column } of columns) {
      assert.equal(
        column.unit !== undefined,
        column.type === 'number' || column.type === 'duration',
        `${report.name} ${column.name}`,
      );
    }
  });

  it('has the unit bytes, minutes or seconds if the name says so', () => {
    for (const { report, column } of columns.filter(({ column }) => column.type === 'number')) {
      const expected = column.name.endsWith('(Byte)')
        ? 'bytes'
        : column.name.endsWith('Minutes') || report.name.endsWith('MinuteCounts')
          ? 'minutes'
          : column.name.endsWith('In Seconds')
            ? 'seconds'
            : 'count';
      assert.equal(column.unit, expected, `${report.name} ${column.name}`);
    }
  });

  it('marks columns that name users, sites, groups and tenants', () => {
    const marked = new Set(columns.filter(({ column }) => column.identity).map(({ column }) => column.name));
    for (const name of [
      'User Principal Name',
      'Display Name',
      'Site URL',
      'Owner Display Name',
      'Group Display Name',
      'Team Name',
      'User Id',
    ]) {
      assert.ok(marked.has(name), name);
    }
    for (const { report, column } of columns) {
      assert.equal(column.identity === true, marked.has(column.name), `${report.name} ${column.name}`);
      assert.ok(!column.identity || column.type === 'text');
    }
  });

  it('knows one column that Microsoft documents nowhere, and that only some tenants get', () => {
    assert.deepEqual(
      columns.filter(({ column }) => column.optional).map(({ report, column }) => `${report.name} ${column.name}`),
      ['getMailboxUsageDetail Recipient Type'],
    );
  });

  it('has no two columns of a report with the same name, alias or JSON property', () => {
    for (const report of catalog.reports) {
      const names = report.columns
        .flatMap(({ name, aliases }) => [name, ...(aliases ?? [])])
        .map((name) => name.toLowerCase());
      assert.equal(new Set(names).size, names.length, report.name);
      const properties = report.columns.flatMap(({ json }) => json ?? []);
      assert.equal(new Set(properties).size, properties.length, report.name);
    }
  });

  it('knows three columns that only JSON has', () => {
    assert.deepEqual(
      columns.filter(({ column }) => column.onlyJson).map(({ report, column }) => `${report.name} ${column.name}`),
      [
        'getTeamsTeamCounts Report Period',
        'getFormsUserActivityCounts Report Date',
        'getFormsUserActivityUserCounts Report Date',
      ],
    );
  });

  it('names versions only for columns that not every version sends', () => {
    const restricted = new Set(
      columns.filter(({ column }) => column.versions && !column.onlyJson).map(({ report }) => report.name),
    );
    assert.deepEqual([...restricted].sort(), ['getSharePointSiteUsageDetail', 'getYammerGroupsActivityDetail']);
  });
});
