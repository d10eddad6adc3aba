// All users of a tenant, joined from their reports as the page joins them, beside DuckDB reading the same files and joining them; see `userReports.ts`.
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import type { ArchivedSnapshot } from '../../src/services/reports/archivedSnapshots.js';
import { SharedUsers } from '../../src/services/users/sharedUsers.js';
import { measureDuckDb, measureJoin, megabytes, spentText } from './joinMeasure.js';
import { joinSql, userCount, userFiles, withUserFiles } from './userReports.js';

/** Rows that the page gets with the first ones. */
const FIRST_ROWS = 60;

void withUserFiles(async (files) => {
  const sizes = userFiles(files);
  const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
  console.log(`${userCount} users x ${files.length} reports, ${megabytes(bytes)} MB`);
  const snapshots = sizes.map(({ facts, ...file }): ArchivedSnapshot => ({
    ...facts,
    ...file,
    ref: { connection: SAMPLE_CONNECTION.id, report: facts.definition.name, period: facts.period },
    rowCount: userCount,
  }));
  const service = {
    newestOfPeriods: () => Promise.resolve(snapshots),
    attributesFor: () => Promise.resolve([]),
  };
  const opened = performance.now();
  let first: Promise<string> | undefined;
  const ours = await measureJoin(async () => {
    const users = await new SharedUsers().open(service, SAMPLE_CONNECTION, {
      onFirst: ({ table }) => {
        first = table.rows({}, 0, FIRST_ROWS).then(() => {
          const text = `${(performance.now() - opened).toFixed(0)} ms, ${table.rowCount} users`;
          table.dispose();
          return text;
        });
      },
    });
    if (users === undefined) {
      throw new Error('nothing is joined');
    }
    return users;
  });
  const { table } = ours.result;
  console.log(`first rows: ${(await first) ?? 'none, as all are joined soon'}`);
  console.log(
    `joined: ${spentText(ours)}, ${table.rowCount} rows x ${table.columns.length} columns; loop p99 ${ours.loopP99.toFixed(1)} ms; ` +
      `memory +${megabytes(ours.most)} MB at most, ${(ours.most / bytes).toFixed(2)} x the files, +${megabytes(ours.after)} MB after`,
  );
  table.dispose();
  const theirs = await measureDuckDb(`CREATE TABLE users AS ${joinSql(files)}`, 'SELECT count(*) FROM users');
  console.log(
    `DuckDB: ${spentText(theirs)}, ${theirs.counted} rows; ratio of processor time ${(ours.cpu / theirs.cpu).toFixed(2)}`,
  );
});
