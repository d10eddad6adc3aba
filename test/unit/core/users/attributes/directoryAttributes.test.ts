import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { singleChunk } from '../../../../../src/base/bytes.js';
import { TimeSlicer } from '../../../../../src/base/timeSlicer.js';
import { addDays } from '../../../../../src/base/dates.js';
import { DIRECTORY_DEFINITIONS } from '../../../../../src/core/directory/datasets.js';
import type { DirectoryDataset } from '../../../../../src/core/directory/names.js';
import { STORAGE, STORAGE_REPORT } from '../../../../../src/core/storage/storageColumns.js';
import { STORAGE_KINDS } from '../../../../../src/core/storage/storageReports.js';
import { decodeJson } from '../../../../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../../../../src/core/table/store/table.js';
import { addAttributes } from '../../../../../src/core/users/attributes/addAttributes.js';
import type { AttributesFile } from '../../../../../src/core/users/attributes/attributesFile.js';
import { directoryAttributes } from '../../../../../src/core/users/attributes/directoryAttributes.js';
import { blankReason } from '../../../../../src/shared/blankReasons.js';
import { bytesOf, csv, csvFile, definition, names, texts, values } from '../../table/support.js';

const report = definition([
  { name: 'User Id', type: 'text', identity: true },
  { name: 'User Principal Name', type: 'text', identity: true },
  { name: 'Is Deleted', type: 'boolean' },
]);
const DAY = '2026-11-20';
const HASH = '0123456789ABCDEF0123456789ABCDEF';
const ID = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const E5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
const EMS = 'b05e124f-c7cc-45a0-a6aa-8cf78c946968';

const decoded = (dataset: DirectoryDataset, value: readonly object[]): Promise<ReportTable> =>
  decodeJson(singleChunk(bytesOf(JSON.stringify({ value }))), DIRECTORY_DEFINITIONS[dataset]);

async function directoryOf(
  users: readonly object[],
  more: { readonly signIns?: readonly object[]; readonly signInsDay?: string; readonly skus?: readonly object[] } = {},
): Promise<AttributesFile> {
  return directoryAttributes(
    {
      day: DAY,
      users: await decoded('directoryUsers', users),
      ...(more.signIns === undefined
        ? {}
        : { signIns: await decoded('directorySignIns', more.signIns), signInsDay: more.signInsDay ?? DAY }),
      ...(more.skus === undefined ? {} : { skus: await decoded('subscribedSkus', more.skus) }),
    },
    new TimeSlicer(undefined),
  );
}

const tableOf = (rows: readonly (readonly string[])[], of = report) =>
  csv(csvFile([of.columns.map(({ name }) => name), ...rows]), of);

const ann = {
  id: ID('1'),
  userPrincipalName: 'ann@a.example',
  displayName: 'Ann',
  department: 'Research, "R&D"',
  country: null,
  accountEnabled: false,
  userType: 'Member',
  createdDateTime: '2020-01-02T03:04:05Z',
  assignedLicenses: [{ skuId: E5 }, { skuId: EMS }, { skuId: 'other' }],
};

describe('a table with what the directory says of its users', () => {
  it('has its columns with their types, the day that they are of, and why they are blank', async () => {
    const directory = await directoryOf(
      [ann, { id: ID('2'), userPrincipalName: 'ben@a.example', accountEnabled: true, assignedLicenses: [] }],
      {
        signIns: [
          { id: ID('1').toUpperCase(), signInActivity: { lastSignInDateTime: '2026-11-19T22:00:00Z' } },
          { id: ID('2') },
        ],
        skus: [{ skuId: 'other', skuPartNumber: 'PARTNER_ADDON', prepaidUnits: {} }],
      },
    );
    const table = await tableOf([
      [ID('1'), 'renamed@a.example', 'False'],
      ['', 'BEN@a.example', 'False'],
      ['', 'cat@a.example', 'False'],
      ['', HASH, 'False'],
      ['', '', 'False'],
    ]);
    const joined = await addAttributes(table, report, [directory]);
    assert.deepEqual(names(joined).slice(3), [
      ...['Department', 'Company', 'Country', 'Office Location', 'Employee Type', 'Account Enabled', 'User Type'],
      ...['Account Created', 'Assigned Licenses'],
      ...['Last Sign-in', 'Last Non-Interactive Sign-in', 'Last Successful Sign-in', 'Directory Status'],
    ]);
    const [first, second] = values(joined).map((row) => row.slice(3));
    const none = [null, null, null, null];
    assert.deepEqual(first, [
      ...['Research, "R&D"', null, null, null, null, false, 'Member', '2020-01-02'],
      ['MICROSOFT 365 E5', 'ENTERPRISE MOBILITY + SECURITY E5', 'PARTNER_ADDON'],
      ...['2026-11-19', null, null, 'In directory'],
    ]);
    assert.deepEqual(second, [...none, null, true, null, null, ...none, 'In directory']);
    assert.deepEqual(
      texts(joined).map((row) => row.at(-1)),
      ['In directory', 'In directory', 'Not in directory', 'Name concealed', 'No user'],
    );
    for (const column of joined.columns.slice(3)) {
      assert.equal(column.directoryDay, DAY);
      assert.equal(column.attributesFile, undefined);
    }
    assert.deepEqual(joined.warnings.at(-1), {
      ...{ kind: 'directory', day: DAY, notInDirectory: 1, nameConcealed: 1 },
    });
  });

  it('says of nobody that there was no sign-in', () => {
    assert.equal(blankReason('In directory', 'date'), 'noDirectoryValue');
    assert.equal(blankReason('Not in directory', 'date'), 'notInDirectory');
    // No license is a value.
    assert.equal(blankReason('In directory', 'list'), undefined);
  });

  it('has no columns of sign-ins where none are archived, and calls licenses as they are known', async () => {
    const joined = await addAttributes(await tableOf([[ID('1'), '', 'False']]), report, [await directoryOf([ann])]);
    assert.ok(names(joined).every((name) => !name.includes('Sign-in')));
    assert.deepEqual(values(joined)[0]?.[names(joined).indexOf('Assigned Licenses')], [
      ...['MICROSOFT 365 E5', 'ENTERPRISE MOBILITY + SECURITY E5', 'other'],
    ]);
  });

  it("has a person's file in place of the directory's columns of the same name, for all rows", async () => {
    const file: AttributesFile = {
      name: 'hr.csv',
      content: {
        bytes: bytesOf(
          csvFile([
            ['UPN', 'department', 'Cost Center'],
            ['ben@a.example', 'Sales', '0042'],
          ]),
        ),
        keys: { principalName: 'UPN' },
        attributes: [
          { column: 'department', name: 'Department' },
          { column: 'Cost Center', name: 'Cost Center' },
        ],
      },
    };
    const rows = [
      [ID('1'), 'ann@a.example', 'False'],
      ['', 'ben@a.example', 'False'],
    ];
    const joined = await addAttributes(await tableOf(rows), report, [file, await directoryOf([ann])]);
    assert.equal(names(joined).filter((name) => name.startsWith('Department')).length, 1);
    const [row = []] = texts(joined);
    const cell = (name: string) => row[names(joined).indexOf(name)];
    assert.equal(cell('Department'), '');
    assert.equal(cell('Attributes Status'), 'Not in file');
    assert.equal(cell('User Type'), 'Member');
    assert.equal(cell('Directory Status'), 'In directory');
  });

  it('finds owners of sites, and says so in the names of its columns', async () => {
    const sites = definition([
      { name: 'Site URL', type: 'text', identity: true },
      { name: 'Owner Principal Name', type: 'text', identity: true },
      { name: 'Is Deleted', type: 'boolean' },
    ]);
    const joined = await addAttributes(
      // A site that is deleted has an owner who may well be there.
      await tableOf([['https://a.example', 'ann@a.example', 'True']], sites),
      sites,
      [await directoryOf([ann])],
    );
    assert.equal(texts(joined)[0]?.[names(joined).indexOf('Owner Department')], 'Research, "R&D"');
    assert.equal(texts(joined)[0]?.[names(joined).indexOf('Owner Directory Status')], 'In directory');
  });

  it('has the sign-ins alone where no users are archived, found by object ID or name', async () => {
    const known = { id: fc.boolean(), name: fc.boolean(), isThere: fc.boolean(), sendsName: fc.boolean() };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record(known), { minLength: 1, maxLength: 9 }), async (users) => {
        const idOf = (place: number) => ID(String(place + 1));
        const nameOf = (place: number) => `user${place}@a.example`;
        const dayOf = (place: number) => `2026-11-${10 + place}`;
        const signIns = users.flatMap(({ isThere, sendsName }, place) =>
          isThere
            ? [
                {
                  '@odata.id': 'users/1',
                  id: idOf(place),
                  ...(sendsName ? { userPrincipalName: nameOf(place).toUpperCase() } : {}),
                  signInActivity: {
                    lastSignInDateTime: `${dayOf(place)}T08:00:00Z`,
                    lastSignInRequestId: ID('f'),
                    lastNonInteractiveSignInRequestId: null,
                    lastSuccessfulSignInRequestId: ID('e'),
                  },
                },
              ]
            : [],
        );
        const decodedSignIns = await decoded('directorySignIns', signIns);
        assert.deepEqual(
          decodedSignIns.warnings.filter(({ kind }) => kind === 'unknownColumns'),
          [],
        );
        const directory = await directoryAttributes(
          { day: DAY, signIns: decodedSignIns, signInsDay: DAY },
          new TimeSlicer(undefined),
        );
        const rows = users.map(({ id, name }, place) => [id ? idOf(place) : '', name ? nameOf(place) : '', 'False']);
        const joined = await addAttributes(await tableOf(rows), report, [directory]);
        assert.deepEqual(names(joined).slice(3), [
          ...['Last Sign-in', 'Last Non-Interactive Sign-in', 'Last Successful Sign-in', 'Directory Status'],
        ]);
        assert.deepEqual(
          values(joined).map((row) => row[3]),
          users.map(({ id, name, isThere, sendsName }, place) =>
            isThere && (id || (name && sendsName)) ? dayOf(place) : null,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('has the day of the sign-ins at their columns, and that of the users at all others', async () => {
    for (const signInsDay of ['2026-11-18', '2026-11-22']) {
      const directory = await directoryOf([ann], {
        signIns: [{ id: ID('1'), signInActivity: { lastSignInDateTime: `${signInsDay}T08:00:00Z` } }],
        signInsDay,
      });
      const joined = await addAttributes(await tableOf([[ID('1'), '', 'False']]), report, [directory]);
      for (const { name, directoryDay } of joined.columns.slice(3)) {
        assert.equal(directoryDay, name.endsWith('Sign-in') ? signInsDay : DAY, name);
      }
      assert.equal(values(joined)[0]?.[names(joined).indexOf('Last Sign-in')], signInsDay);
    }
  });

  it('has no day that cannot be one: long before the service, or after the fetch', async () => {
    const cases: readonly (readonly [day: string, isDay: boolean])[] = [
      ...(['0001-01-01', '1601-01-01', '1970-01-01', '2009-12-31'] as const).map((day) => [day, false] as const),
      ...([addDays(DAY, 3), '9999-12-31'] as const).map((day) => [day, false] as const),
      ...(['2010-01-01', '2020-01-02', DAY, addDays(DAY, 2)] as const).map((day) => [day, true] as const),
    ];
    for (const [day, isDay] of cases) {
      const time = `${day}T00:00:00Z`;
      const activity = {
        lastSignInDateTime: time,
        lastNonInteractiveSignInDateTime: time,
        lastSuccessfulSignInDateTime: time,
      };
      const directory = await directoryOf([{ ...ann, createdDateTime: time }], {
        signIns: [{ id: ID('1'), signInActivity: activity }],
      });
      const joined = await addAttributes(await tableOf([[ID('1'), '', 'False']]), report, [directory]);
      const days = joined.columns.flatMap(({ type }, at) => (type === 'date' ? [values(joined)[0]?.[at]] : []));
      assert.deepEqual(
        days,
        Array.from({ length: 4 }, () => (isDay ? day : null)),
        day,
      );
    }
  });

  it('finds by name whom a report gives a concealed ID, or zeros', async () => {
    const joined = await addAttributes(
      await tableOf([
        ['00000000-0000-0000-0000-000000000000', 'ann@a.example', 'False'],
        [HASH, 'Ann@a.example', 'False'],
        [HASH, 'ann@a.example', 'True'],
        [ID('9'), 'ann@a.example', 'False'],
      ]),
      report,
      [await directoryOf([ann])],
    );
    assert.deepEqual(
      texts(joined).map((row) => row.at(-1)),
      ['In directory', 'In directory', 'Not in directory', 'Not in directory'],
    );
  });

  it("has the directory's columns in full where a person's file finds nobody, and says so", async () => {
    const columns = [
      { column: 'department', name: 'Department' },
      { column: 'Cost Center', name: 'Cost Center' },
    ];
    for (const [name, attributes] of [
      ['zoe@other.example', columns],
      ['zoe@other.example', columns.slice(0, 1)],
      ['ann@a.example', columns],
    ] as const) {
      const file: AttributesFile = {
        name: 'hr.csv',
        content: {
          bytes: bytesOf(
            csvFile([
              ['UPN', 'department', 'Cost Center'],
              [name, 'Sales', '0042'],
            ]),
          ),
          keys: { principalName: 'UPN' },
          attributes,
        },
      };
      const rows = [
        [ID('1'), 'ann@a.example', 'False'],
        ['', 'cat@a.example', 'False'],
      ];
      const joined = await addAttributes(await tableOf(rows), report, [file, await directoryOf([ann])]);
      const isLost = name !== 'ann@a.example';
      const department = joined.columns.filter((column) => column.name.startsWith('Department'));
      assert.deepEqual(
        department.map(({ directoryDay }) => directoryDay),
        [isLost ? DAY : undefined],
      );
      const at = names(joined).indexOf('Department');
      assert.deepEqual(
        texts(joined).map((row) => row[at]),
        [isLost ? ann.department : 'Sales', ''],
      );
      assert.equal(names(joined).includes('Cost Center'), attributes === columns);
      assert.deepEqual(
        joined.warnings.find(({ kind }) => kind === 'attributes'),
        {
          ...{ kind: 'attributes', file: 'hr.csv', notInFile: isLost ? 2 : 1, nameConcealed: 0, conflicts: 0 },
          ...(isLost ? { lost: true } : {}),
        },
      );
    }
  });

  it('takes a successor for nobody who is deleted', async () => {
    const joined = await addAttributes(
      await tableOf([
        [ID('9'), 'ann@a.example', 'True'],
        ['', 'ann@a.example', 'True'],
        ['', 'ann@a.example', 'False'],
      ]),
      report,
      [await directoryOf([ann])],
    );
    assert.deepEqual(
      texts(joined).map((row) => row.at(-1)),
      ['Not in directory', 'Not in directory', 'In directory'],
    );
  });

  it('takes a successor for no deleted mailbox of the table of storage, where an account or a site may be deleted alone', async () => {
    const rows = STORAGE_KINDS.flatMap((kind) => ['True', 'False', ''].map((deleted) => [kind, deleted] as const));
    const cells = rows.map(([kind, deleted]) => {
      const row: Readonly<Record<string, string>> = {
        [STORAGE.kind]: kind,
        [STORAGE.isDeleted]: deleted,
        [STORAGE.owner]: 'ann@a.example',
      };
      return STORAGE_REPORT.columns.map(({ name }) => row[name] ?? '');
    });
    const joined = await addAttributes(await tableOf(cells, STORAGE_REPORT), STORAGE_REPORT, [
      await directoryOf([ann]),
    ]);
    assert.deepEqual(
      texts(joined).map((row) => row.at(-1)),
      rows.map(([kind, deleted]) => (kind === 'Mailbox' && deleted === 'True' ? 'Not in directory' : 'In directory')),
    );
  });
});

describe('the join of the directory, beside DuckDB', function () {
  this.timeout(120_000);
  let database: DuckDBConnection;

  before(async () => {
    database = await (await DuckDBInstance.create(':memory:')).connect();
    await database.run('CREATE TABLE report (place INTEGER, id VARCHAR, name VARCHAR, deleted BOOLEAN)');
    await database.run('CREATE TABLE directory (id VARCHAR, name VARCHAR, department VARCHAR, enabled BOOLEAN)');
    await database.run('CREATE TABLE signins (id VARCHAR, day VARCHAR)');
  });

  const fill = async (table: string, rows: readonly (readonly (string | boolean | number | null)[])[]) => {
    await database.run(`DELETE FROM ${table}`);
    if (rows.length > 0) {
      const cell = (value: string | boolean | number | null) =>
        value === null ? 'NULL' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
      await database.run(
        `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row.map(cell).join(', ')})`).join(', ')}`,
      );
    }
  };

  const NAMES = ['ann@a.example', 'ben@a.example', 'jörg@a.example', 'cat@a.example', "o'neil@a.example"];
  const id = fc.constantFrom(...['1', '2', '3', '4'].map(ID));
  const user = fc.record({
    id,
    name: fc.constantFrom(...NAMES),
    department: fc.constantFrom(null, 'Sales', 'Forschung, "F&E"', ' IT\n'),
    enabled: fc.constantFrom(true, false, null),
  });

  it('is a left join by ID where a row has one that is not concealed, else by name without case, but for those who are deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            id: fc.oneof(id, fc.constantFrom('', HASH, '00000000-0000-0000-0000-000000000000')),
            name: fc.constantFrom('', HASH, ...NAMES, ...NAMES.map((name) => name.toUpperCase())),
            deleted: fc.boolean(),
          }),
          { maxLength: 30 },
        ),
        // A directory has each ID and each name once.
        fc.uniqueArray(user, {
          maxLength: 4,
          comparator: (one, other) => one.id === other.id || one.name === other.name,
        }),
        fc.uniqueArray(fc.tuple(id, fc.constantFrom('2026-11-01', '2026-11-19')), { selector: ([one]) => one }),
        async (rows, users, signIns) => {
          await fill(
            'report',
            rows.map((row, at) => [at, row.id.startsWith('0') ? null : row.id || null, row.name || null, row.deleted]),
          );
          await fill(
            'directory',
            users.map((one) => [one.id, one.name, one.department, one.enabled]),
          );
          await fill('signins', signIns);
          const expected = await database.runAndReadAll(`
            SELECT coalesce(d.department, ''), coalesce(d.enabled::VARCHAR, ''), coalesce(s.day, ''), d.id IS NOT NULL
            FROM report r LEFT JOIN directory d
              ON d.id = r.id OR (r.id IS NULL AND NOT r.deleted AND lower(d.name) = lower(r.name))
            LEFT JOIN signins s ON s.id = d.id ORDER BY place`);
          const directory = await directoryOf(
            users.map((one) => ({
              ...{ id: one.id, userPrincipalName: one.name, department: one.department },
              ...(one.enabled === null ? {} : { accountEnabled: one.enabled }),
            })),
            {
              signIns: signIns.map(([of, day]) => ({
                id: of,
                signInActivity: { lastSignInDateTime: `${day}T23:59:59Z` },
              })),
            },
          );
          const joined = await addAttributes(
            await tableOf(rows.map((row) => [row.id, row.name, row.deleted ? 'True' : 'False'])),
            report,
            [directory],
          );
          const at = (name: string) => names(joined).indexOf(name);
          assert.deepEqual(
            texts(joined).map((row) => [
              ...[row[at('Department')], row[at('Account Enabled')]?.toLowerCase(), row[at('Last Sign-in')]],
              row[at('Directory Status')] === 'In directory',
            ]),
            expected.getRowsJson(),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
