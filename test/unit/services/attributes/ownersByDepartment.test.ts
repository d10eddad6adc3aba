import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { singleChunk } from '../../../../src/base/bytes.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import type { DirectoryDataset } from '../../../../src/core/directory/names.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { runQuery } from '../../../../src/core/table/query/runQuery.js';
import { addAttributes } from '../../../../src/core/users/attributes/addAttributes.js';
import { withDirectory } from '../../../../src/services/attributes/directoryAttributes.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import type { DirectorySnapshot } from '../../../../src/services/directory/archivedDirectory.js';
import { reportUrl } from '../../../../src/services/graph/url.js';
import { QUERY_VERSION } from '../../../../src/shared/query/query.js';
import { catalog } from '../../../support/catalog.js';
import { csv, texts } from '../../core/table/support.js';
import { get, graph } from '../sample/requests.js';
import { fileOf, now, service } from '../sample/support.js';

type User = Readonly<Record<'id' | 'userPrincipalName' | 'department', string | null>>;
type Row = Readonly<Record<string, string>>;

const STORAGE = 'Storage Used (Byte)';
/** The column of the owner's department, and whether the row of somebody who was deleted is one of nobody: another may have the name. */
const REPORTS = {
  getSharePointSiteUsageDetail: { department: 'Owner Department', storage: STORAGE, isOfOwner: false },
  getOneDriveUsageAccountDetail: { department: 'Department', storage: STORAGE, isOfOwner: true },
  getOffice365GroupsActivityDetail: {
    department: 'Owner Department',
    storage: 'Exchange Mailbox Storage Used (Byte)',
    isOfOwner: false,
  },
} as const;

describe('owners by department, in the sample tenant with its directory', () => {
  const handler = service();
  let answer: string;
  let departments: ReadonlyMap<string, string>;
  before(async () => {
    const definition = DIRECTORY_DEFINITIONS.directoryUsers;
    answer = await (await get(handler, reportUrl(graph, { definition, version: 'v1.0', format: 'json' }))).text();
    const { value } = JSON.parse(answer) as { value: readonly User[] };
    departments = new Map(value.map((user) => [user.userPrincipalName?.toLowerCase() ?? '', user.department ?? '']));
  });

  const directory = {
    newest: (_: unknown, dataset: DirectoryDataset): Promise<DirectorySnapshot | undefined> => {
      if (dataset !== 'directoryUsers') {
        return Promise.resolve(undefined);
      }
      const definition = DIRECTORY_DEFINITIONS[dataset];
      const chunks = () => singleChunk(new TextEncoder().encode(answer));
      const facts = { definition, format: 'json' as const, bytes: answer.length, rowCount: departments.size, chunks };
      const table = () => decodeJson(chunks(), definition);
      return Promise.resolve({ ...facts, day: '2026-11-21', fetchedAt: now.toISOString(), table });
    },
  };

  for (const [name, { department, storage, isOfOwner }] of Object.entries(REPORTS)) {
    it(`are as many, with as much storage, as an independent count says: ${name}`, async () => {
      const report = catalog.find(name) ?? assert.fail(name);
      const file = await fileOf(handler, name, { period: 'D30' });
      const attributes = await withDirectory(() => Promise.resolve([]), directory)(report, SAMPLE_CONNECTION);
      const joined = await addAttributes(await csv(file, report), report, attributes);
      const { table: groups } = await runQuery(joined, {
        version: QUERY_VERSION,
        groupBy: [{ column: department }],
        aggregates: [
          { kind: 'count', name: 'Rows' },
          { kind: 'sum', column: storage, name: 'Storage' },
        ],
      });

      const expected = new Map<string, { rows: number; bytes: number }>();
      for (const row of parse<Row>(file, { columns: true, bom: true })) {
        const isKnown = !isOfOwner || row['Is Deleted'] !== 'True';
        const key = (isKnown ? departments.get(row['Owner Principal Name']?.toLowerCase() ?? '') : undefined) ?? '';
        const { rows, bytes } = expected.get(key) ?? { rows: 0, bytes: 0 };
        expected.set(key, { rows: rows + 1, bytes: bytes + Number(row[storage]) });
      }
      assert.ok(expected.size > 3, 'departments');
      assert.deepEqual(
        new Map(texts(groups).map(([key = '', rows, bytes]) => [key, { rows: Number(rows), bytes: Number(bytes) }])),
        expected,
      );
    });
  }
});
