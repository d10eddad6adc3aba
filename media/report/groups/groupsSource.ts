import type { ResultOf } from '../../../src/shared/pages/channel.js';
import type { Grouping, Groups, GroupsOverTime } from '../../../src/shared/pages/grouping.js';
import type { ReportProtocol } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import type { HostChannel } from '../../common/base/host/hostChannel.js';
import type { FindSource } from '../../common/table/find/findSource.js';
import type { RowSource } from '../../common/table/grid/rowSource.js';
import type { StatisticsSource } from '../../common/table/selection/statisticsSource.js';

/** Where groups come from. */
export interface GroupsSource extends RowSource, StatisticsSource, FindSource {
  /** The groups on screen in all archived snapshots. */
  getGroupsOverTime(maxLines: number, signal: AbortSignal): Promise<GroupsOverTime>;
  /** Does what a button below a refusal stands for. */
  act(id: string): void;
  /** Hears how many snapshots have been read for them. @returns ends that */
  onSnapshotRead(listener: (read: number, total: number) => void): () => void;
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
    getCellStatistics: (cells, signal) => channel.request('getGroupStatistics', cells, signal),
    find: (view, find, from, step, signal) => channel.request('findInGroups', { view, find, from, step }, signal),
    getFound: (view, find, { start, end }, signal) =>
      channel.request('getFoundInGroups', { view, find, start, end }, signal),
    getGroupFilters: (view, row, signal) => channel.request('getGroupFilters', { view, row }, signal),
    getGroupsOverTime: (maxLines, signal) => channel.request('getGroupsOverTime', { maxLines }, signal),
    onSnapshotRead: (listener) =>
      channel.onEvent((event) => (event.type === 'snapshotsRead' ? listener(event.read, event.total) : undefined)),
    act: (id) => channel.post({ type: 'action', id }),
    copyRows: (copy) => channel.post({ type: 'copyGroups', ...copy }),
  };
}
