import { numbersColumn } from '../../table/store/numbersColumn.js';
import type { Column } from '../../table/store/column.js';
import { serviceColumn, SHARES } from './joinedColumns.js';
import { ACTIVE_USERS, ACTIVE_USERS_NAMES, JOINED_REPORTS, type JoinedMeasure } from './joinedReports.js';
import type { NamedColumn, UsersToMake } from './namedColumn.js';
import { activeUsersColumn } from './keptReport.js';
import { measureColumn } from './measureColumn.js';
import type { PlacedReport } from './placedReport.js';
import { licensesFor, reportStates } from './serviceUse.js';
import { CODE_OF, statesColumnOf } from './userStates.js';

/** What each report has of the users, and where it has nothing, why. Without the columns of reports that are not there, which are blank. */
export function* reportColumns(
  reports: readonly PlacedReport[],
  { count, notJoined }: UsersToMake,
): Generator<NamedColumn> {
  for (const joined of JOINED_REPORTS) {
    const report = reports.find(({ kept }) => kept.joined.report === joined.report);
    if (joined.states !== undefined) {
      const absence = notJoined.some(({ report: name }) => name === joined.report)
        ? CODE_OF.notJoined
        : CODE_OF.notFetched;
      const licenses = joined.service === undefined ? undefined : licensesFor(joined.service, reports);
      const stateOf = report === undefined ? () => absence : reportStates(report, licenses);
      yield [joined.states, statesColumnOf(count, stateOf)];
    }
    if (report !== undefined) {
      yield* measureColumns(report);
    }
  }
}

function* measureColumns(report: PlacedReport): Generator<NamedColumn> {
  const { joined } = report.kept;
  const columns = new Map<string, Column>();
  for (const measure of [...joined.measures, ...(joined.report === ACTIVE_USERS ? ASSIGNED : [])]) {
    const column = measureColumn(measure, report);
    columns.set(measure.name, column);
    yield [measure.name, column];
  }
  for (const { name, used, whole } of SHARES) {
    const [part, all] = [columns.get(used), columns.get(whole)];
    if (part?.storage === 'scalar' && all?.storage === 'scalar') {
      yield [name, numbersColumn('number', part.length, (user) => percentage(part.numberAt(user), all.numberAt(user)))];
    }
  }
}

/** When each license was assigned. */
const ASSIGNED = [...ACTIVE_USERS_NAMES].map(([service, name]): JoinedMeasure => ({
  name: serviceColumn.assigned(service),
  from: activeUsersColumn.assigned(name),
  type: 'date',
}));

/** To one decimal; `NaN` of nothing. */
function percentage(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 1000) / 10 : Number.NaN;
}
