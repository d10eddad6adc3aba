import assert from 'node:assert/strict';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { DIRECTORY_DATASETS } from '../../../../src/core/directory/names.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { reportUrl } from '../../../../src/services/graph/url.js';
import { catalog } from '../../../support/catalog.js';

const graph = 'https://graph.microsoft.com';

async function* pages(...answers: readonly object[]): AsyncGenerator<Uint8Array> {
  for (const answer of answers) {
    yield await Promise.resolve(new TextEncoder().encode(JSON.stringify(answer)));
  }
}

async function cellsOf(dataset: (typeof DIRECTORY_DATASETS)[number], ...answers: readonly object[]) {
  const table = await decodeJson(pages(...answers), DIRECTORY_DEFINITIONS[dataset]);
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columns.map(({ name }, column) => [name, table.value(row, column)])),
  );
  return { table, rows };
}

describe('datasets of the directory', () => {
  it('are requested with the properties that are used, and the largest pages that Microsoft allows', () => {
    const urls = DIRECTORY_DATASETS.map((dataset) =>
      reportUrl(graph, { definition: DIRECTORY_DEFINITIONS[dataset], version: 'v1.0', format: 'json' }),
    );
    assert.deepEqual(urls, [
      `${graph}/v1.0/users?$select=id,userPrincipalName,displayName,department,country,officeLocation,companyName,employeeType,accountEnabled,userType,createdDateTime,assignedLicenses&$top=999`,
      `${graph}/v1.0/subscribedSkus?$select=skuId,skuPartNumber,capabilityStatus,prepaidUnits,consumedUnits`,
      `${graph}/v1.0/users?$select=id,signInActivity,userPrincipalName&$top=500`,
    ]);
  });

  it('are no reports: the catalog does not find them', () => {
    assert.deepEqual(
      DIRECTORY_DATASETS.map((dataset) => catalog.findArchived(dataset)),
      [undefined, undefined, undefined],
    );
  });

  it('read users of several pages, with the licenses as a list', async () => {
    const { table, rows } = await cellsOf(
      'directoryUsers',
      {
        '@odata.nextLink': `${graph}/v1.0/users?$skiptoken=1`,
        value: [
          {
            id: 'a1',
            userPrincipalName: 'ada@contoso.com',
            displayName: 'Ada',
            department: 'R&D',
            country: null,
            officeLocation: '12',
            companyName: null,
            employeeType: 'Employee',
            accountEnabled: true,
            userType: 'Member',
            createdDateTime: '2020-01-02T03:04:05Z',
            assignedLicenses: [
              { skuId: 's1', disabledPlans: [] },
              { skuId: 's2', disabledPlans: ['p1'] },
            ],
          },
        ],
      },
      { value: [{ id: 'b2', userPrincipalName: 'bo@contoso.com', accountEnabled: false, assignedLicenses: [] }] },
    );
    assert.deepEqual(table.warnings, []);
    assert.deepEqual(rows, [
      {
        'User Id': 'a1',
        'User Principal Name': 'ada@contoso.com',
        'Display Name': 'Ada',
        Department: 'R&D',
        Country: null,
        Office: '12',
        Company: null,
        'Employee Type': 'Employee',
        'Account Enabled': true,
        'User Type': 'Member',
        Created: '2020-01-02T03:04:05Z',
        'Assigned SKU Ids': ['s1', 's2'],
      },
      {
        'User Id': 'b2',
        'User Principal Name': 'bo@contoso.com',
        'Display Name': null,
        Department: null,
        Country: null,
        Office: null,
        Company: null,
        'Employee Type': null,
        'Account Enabled': false,
        'User Type': null,
        Created: null,
        'Assigned SKU Ids': null,
      },
    ]);
  });

  it('read what was bought, without the nesting', async () => {
    const { table, rows } = await cellsOf('subscribedSkus', {
      value: [
        {
          skuId: 's1',
          skuPartNumber: 'SPE_E5',
          capabilityStatus: 'Enabled',
          consumedUnits: 14,
          prepaidUnits: { enabled: 25, suspended: 0, warning: 2, lockedOut: 0 },
        },
      ],
    });
    assert.deepEqual(table.warnings, []);
    assert.deepEqual(rows, [
      {
        'Sku Id': 's1',
        'Sku Part Number': 'SPE_E5',
        'Capability Status': 'Enabled',
        Bought: 25,
        Warning: 2,
        Suspended: 0,
        'Locked Out': 0,
        Consumed: 14,
      },
    ]);
  });

  it('leave blank what was not sent of the sign-ins', async () => {
    const { table, rows } = await cellsOf('directorySignIns', {
      value: [
        {
          id: 'a1',
          signInActivity: {
            lastSignInDateTime: '2026-11-20T08:00:00Z',
            lastNonInteractiveSignInDateTime: '2026-11-21T08:00:00Z',
            lastSuccessfulSignInDateTime: null,
          },
        },
        { id: 'b2' },
      ],
    });
    assert.deepEqual(table.warnings, []);
    assert.deepEqual(rows, [
      {
        'User Id': 'a1',
        'Last Sign-in': '2026-11-20T08:00:00Z',
        'Last Non-Interactive Sign-in': '2026-11-21T08:00:00Z',
        'Last Successful Sign-in': null,
      },
      {
        'User Id': 'b2',
        'Last Sign-in': null,
        'Last Non-Interactive Sign-in': null,
        'Last Successful Sign-in': null,
      },
    ]);
  });
});
