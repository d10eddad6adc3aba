import type { groupRequests as protocol } from '../../shared/pages/grouping.js';
import type { ReportProtocol } from '../../shared/pages/report.js';
import type { PageHandlers } from '../common/servePage.js';
import { findIn, foundIn } from './findRequests.js';
import type { GroupsOverTimeOptions } from './groupsOverTime.js';
import type { ReportGroups } from './reportGroups.js';
import type { ReportSession } from './reportSession.js';
import { readOnScreen, wholeOnScreen } from './tableRequests.js';

type Requests = PageHandlers<ReportProtocol>['requests'];

/** What the page requests of groups of the report on screen. */
export function groupRequests(
  session: ReportSession,
  groups: ReportGroups,
  overTime: GroupsOverTimeOptions,
): Pick<Requests, keyof typeof protocol> {
  return {
    getGroups: ({ grouping, view }, signal) => {
      // A filter can be taken off while groups are on screen. Groups don't have the order of the rows.
      const { sort } = session.view;
      session.chooseView({ ...(sort === undefined ? {} : { sort }), ...view });
      return readOnScreen(session, wholeOnScreen(session), (report) => groups.ask(report, grouping, view, signal));
    },
    getGroupRows: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.rows(report, request, signal)),
    getGroupStatistics: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.statistics(report, request, signal)),
    findInGroups: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => findIn(groups.table(report), request, signal)),
    getFoundInGroups: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => foundIn(groups.table(report), request, signal)),
    getGroupFilters: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.filters(report, request, signal)),
    getGroupsOverTime: ({ maxLines }, signal) =>
      readOnScreen(session, wholeOnScreen(session), async (report) => {
        const { answerOverTime } = await import('./groupsOverTime.js');
        return answerOverTime(report, { query: groups.asked(report), maxLines }, signal, overTime);
      }),
  };
}
