import type { ReportProtocol } from '../../src/shared/pages/report.js';
import type { HostChannel } from '../common/base/host/hostChannel.js';
import type { TableSource } from '../common/table/tableSource.js';

/**
 * The table of the report on screen, which is in the host.
 * @param reopen opens the report again if its table is lost; returns whether it is
 */
export function reportTableSource(channel: HostChannel<ReportProtocol>, reopen: () => boolean): TableSource {
  return {
    reopen,
    getRows: (request, signal) => channel.request('getRows', request, signal),
    getTotals: (view, signal) => channel.request('getTotals', { view }, signal),
    getCellStatistics: (cells, signal) => channel.request('getCellStatistics', cells, signal),
    getValues: (column, search, filters, signal) => channel.request('getValues', { column, search, filters }, signal),
    find: (view, find, from, step, signal) => channel.request('find', { view, find, from, step }, signal),
    getFound: (view, find, { start, end }, signal) => channel.request('getFound', { view, find, start, end }, signal),
    copyRows: (copy) => channel.post({ type: 'copyRows', ...copy }),
    findUser: (row, column) => channel.post({ type: 'findUser', row, column }),
  };
}
