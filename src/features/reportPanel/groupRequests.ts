import type { ReportProtocol } from '../../shared/pages/report.js';
import type { PageHandlers } from '../common/servePage.js';
import type { ReportGroups } from './reportGroups.js';
import type { ReportSession } from './reportSession.js';
import { readOnScreen, wholeOnScreen } from './tableRequests.js';

type Requests = PageHandlers<ReportProtocol>['requests'];

/** What the page requests of groups of the report on screen. */
export function groupRequests(
  session: ReportSession,
  groups: Pick<ReportGroups, 'ask' | 'rows' | 'filters'>,
): Pick<Requests, 'getGroups' | 'getGroupRows' | 'getGroupFilters'> {
  return {
    getGroups: ({ grouping, view }, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.ask(report, grouping, view, signal)),
    getGroupRows: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.rows(report, request, signal)),
    getGroupFilters: (request, signal) =>
      readOnScreen(session, wholeOnScreen(session), (report) => groups.filters(report, request, signal)),
  };
}
