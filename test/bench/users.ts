// All users of a tenant, joined from their reports, beside DuckDB reading the same files and joining them; see `userReports.ts`.
import { openUsersTable } from '../../src/services/tables/usersTable.js';
import { measureDuckDb, measureJoin, megabytes, spentText } from './joinMeasure.js';
import { joinSql, userCount, userFiles, withUserFiles } from './userReports.js';

void withUserFiles(async (files) => {
  const sizes = userFiles(files);
  const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
  console.log(`${userCount} users x ${files.length} reports, ${megabytes(bytes)} MB`);
  const ours = await measureJoin(() => openUsersTable(sizes));
  const { table } = ours.result;
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
