import type { CommandName } from './commandArguments.js';

// What commands take is loaded when one is called with an argument: the start needs their IDs only.

export type { CommandArgument, CommandName, ConnectionArgument, ReportArgument } from './commandArguments.js';

export function commandId(name: CommandName): string {
  return `usageReports.${name}`;
}
