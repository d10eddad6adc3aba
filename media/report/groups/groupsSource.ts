import type { ResultOf } from '../../../src/shared/pages/channel.js';
import type { Grouping, Groups } from '../../../src/shared/pages/grouping.js';
import type { ReportProtocol } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { HostChannel } from '../../common/base/host/hostChannel.js';
import type { RowSource } from '../../common/table/grid/rowSource.js';

/** Where groups come from. */
export interface GroupsSource extends RowSource {
  getGroups(grouping: Grouping, view: TableView, signal: AbortSignal): Promise<Groups>;
  /** The filters that the rows of a group pass; or why there are none. */
  getGroupFilters(
    order: TableView,
    row: number,
    signal: AbortSignal,
  ): Promise<ResultOf<ReportProtocol, 'getGroupFilters'>>;
}

/** @param reopen opens the report again if its table is lost; returns whether it is */
export function groupsSource(channel: HostChannel<ReportProtocol>, reopen: () => boolean): GroupsSource {
  return {
    reopen,
    getGroups: (grouping, view, signal) => channel.request('getGroups', { grouping, view }, signal),
    getRows: (request, signal) => channel.request('getGroupRows', request, signal),
    getGroupFilters: (view, row, signal) => channel.request('getGroupFilters', { view, row }, signal),
    copyRows: (copy) => channel.post({ type: 'copyGroups', ...copy }),
  };
}
