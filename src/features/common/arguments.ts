import * as v from 'valibot';
import * as vscode from 'vscode';
import type { ReportRef } from '../../shared/report.js';

/**
 * What `usageReports.openReport` and `usageReports.exportReport` take from other extensions, key bindings and tree items.
 * Anything else among the properties is ignored, so that a tree item can be passed as it is.
 */
const reportArgument = v.object({
  report: v.string(),
  period: v.optional(v.string()),
  date: v.optional(v.string()),
  history: v.optional(v.literal(true)),
  connection: v.optional(v.string()),
});

/** A reference out of a command's argument, or `undefined` where the command was called without one, from the palette. */
export function refFromArgument(argument: unknown, activeConnection: string): ReportRef | undefined {
  const result = v.safeParse(reportArgument, argument);
  if (!result.success) {
    return undefined;
  }
  const { report, period, date, history, connection = activeConnection } = result.output;
  return {
    connection,
    report,
    ...(period === undefined ? {} : { period }),
    ...(date === undefined ? {} : { date }),
    ...(history === undefined ? {} : { history }),
  };
}

/** Format and place out of an export command's argument, as far as they are given. */
export function exportTargetFromArgument(argument: unknown): { format?: string; uri?: vscode.Uri } {
  if (typeof argument !== 'object' || argument === null) {
    return {};
  }
  const { format, uri } = argument as Record<string, unknown>;
  return {
    ...(typeof format === 'string' ? { format } : {}),
    ...(uri instanceof vscode.Uri ? { uri } : {}),
  };
}
