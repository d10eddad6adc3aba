import * as v from 'valibot';
import * as vscode from 'vscode';

/**
 * A report, as other extensions, key bindings, and tree items name it. Other properties are ignored, so that a tree item can be passed
 * as it is.
 */
const report = v.object({
  /** Name of the Graph function. */
  report: v.string(),
  period: v.optional(v.string()),
  /** Day in UTC, `YYYY-MM-DD`. */
  date: v.optional(v.string()),
  history: v.optional(v.literal(true)),
  /** Connection ID; the active connection where absent. */
  connection: v.optional(v.string()),
});

/** The tree item of a report that has its periods below it. */
const reportGroup = v.pipe(
  v.object({ definition: v.object({ name: v.string() }) }),
  v.transform(({ definition }): ReportArgument => ({ report: definition.name })),
);

const namedConnection = v.object({ connection: v.string() });

/** `{ active: true }` comes from a welcome view, which cannot know the ID. */
const connection = v.union([namedConnection, v.object({ active: v.literal(true) })]);

/** The file, or the existing folder, that a program exports to, and in which format. Without them, the person is asked. */
const exportTarget = v.object({
  ...v.partial(report).entries,
  format: v.fallback(v.optional(v.string()), undefined),
  uri: v.fallback(v.optional(v.custom<vscode.Uri>((value) => value instanceof vscode.Uri)), undefined),
});

/** A tree item; without a period, that of the reports on the current state. */
const periodItem = v.object({ kind: v.literal('period'), period: v.optional(v.string()) });

/**
 * The tree item of a period, of a product, or of the favorites. A product below a period has it in `within`; one below the single days doesn't.
 */
const exportItem = v.union([
  v.pipe(
    v.object({
      kind: v.literal('product'),
      product: v.object({ id: v.string() }),
      within: v.fallback(v.optional(periodItem), undefined),
    }),
    v.transform(({ product, within }) => ({ set: { kind: 'product' as const, product: product.id }, within })),
  ),
  v.pipe(
    v.object({ kind: v.literal('favorites') }),
    v.transform(() => ({ set: { kind: 'favorites' as const }, within: undefined })),
  ),
  v.pipe(
    periodItem,
    v.transform(({ kind, period }) => ({ set: { kind: 'all' as const }, within: { kind, period } })),
  ),
]);

const collectOptions = v.object({
  connection: v.optional(v.string()),
  active: v.optional(v.literal(true)),
  /** What to collect, as in the setting `usageReports.collect.set`; with it alone, nothing more is asked. */
  set: v.optional(v.string()),
  /** Says what it comes to before anything is requested, though `set` is known. */
  confirm: v.optional(v.literal(true)),
});

type CollectOptions = v.InferOutput<typeof collectOptions>;

/** What the tree items of groups stand for when reports are collected. */
const collectItem = v.union([
  v.pipe(
    v.object({ kind: v.literal('product'), product: v.object({ id: v.string() }) }),
    v.transform(({ product }): CollectOptions => ({ set: `product:${product.id}`, confirm: true })),
  ),
  v.pipe(
    v.object({ kind: v.literal('favorites') }),
    v.transform((): CollectOptions => ({ set: 'favorites', confirm: true })),
  ),
  v.pipe(
    periodItem,
    v.transform(({ period }): CollectOptions => ({ set: `period:${period ?? 'current'}`, confirm: true })),
  ),
]);

/** Where the context menu of a report's table was opened. */
const position = v.pipe(v.number(), v.integer(), v.minValue(0));
const tableHeader = v.object({ column: position });
const tableCell = v.object({ row: position, column: position });
/** A row that names a user, and where it does. */
const tableUser = v.pipe(
  v.object({ row: position, userColumn: position }),
  v.transform(({ row, userColumn }) => ({ row, column: userColumn })),
);

/** A file, as the menus of the explorer and of editors name it. */
const file = v.custom<vscode.Uri>((value) => value instanceof vscode.Uri);

/** A saved view, as its tree item names it; without a period, the one that the report was opened with last. */
const savedView = v.object({
  ...report.entries,
  /** Its name. */
  view: v.string(),
  /** Address of the workspace folder that it is in; this computer where absent. */
  place: v.optional(v.string()),
});

/** The tree item of an alert, which its rule and its group name. Of the active connection where it names none. */
const alert = v.object({
  rule: v.object({ id: v.string() }),
  alert: v.object({ group: v.string() }),
  connection: v.optional(v.string()),
});

/** The tree item of a table that is joined from several reports. */
const tableItem = v.object({
  kind: v.picklist(['users', 'licenses', 'storage']),
  connection: v.optional(v.string()),
});

/** The tree item of an alert, or of a rule that has none. */
const rule = v.object({ rule: v.object({ id: v.string() }) });

const none = v.undefined();

/**
 * Every command, by the last part of its ID, with the argument that it takes. All of them can be called without one. What a menu of an item
 * calls `show…` is what asks in the palette, and has an ellipsis in its title there.
 */
const commandArguments = {
  openReport: v.object({
    ...report.entries,
    /** In the tab that the next preview takes over, as a click in the tree does. */
    preview: v.fallback(v.optional(v.literal(true)), undefined),
  }),
  showReport: report,
  keepOpen: none,
  openAsText: report,
  openFile: file,
  showFile: file,
  addToArchive: v.union([file, v.object({ file, connection: v.optional(v.string()) })]),
  deleteAddedFiles: report,
  openHistory: v.union([report, reportGroup]),
  showHistory: v.union([report, reportGroup]),
  refreshReport: report,
  compareWith: report,
  exportReport: exportTarget,
  exportPeriod: periodItem,
  exportReports: exportItem,
  exportTable: tableItem,
  chooseAttributesFile: file,
  removeAttributesFile: none,
  chooseDirectoryData: connection,
  refreshDirectoryData: connection,
  compareSnapshots: report,
  findUser: v.object({ user: v.string(), connection: v.optional(v.string()) }),
  saveView: none,
  openView: savedView,
  renameView: savedView,
  deleteView: savedView,
  shareView: savedView,
  exportView: savedView,
  openOverview: connection,
  openTenants: none,
  openUsers: connection,
  openLicenses: connection,
  openUnusedLicenses: connection,
  openStorage: connection,
  addPastMonths: connection,
  makeReport: connection,
  copyReportTemplate: none,
  showUnusedLicenses: tableCell,
  refresh: none,

  showRow: tableCell,
  showGroup: tableCell,
  copyCell: tableCell,
  copyCells: tableCell,
  copyWithHeaders: tableCell,
  copyRows: tableCell,
  copyAsCsv: tableCell,
  copyAsJson: tableCell,
  copyAsMarkdown: tableCell,
  copyAddresses: none,
  filterByValue: tableCell,
  findThisUser: tableUser,
  sortAscending: tableHeader,
  sortDescending: tableHeader,
  filterColumn: tableHeader,
  hideColumn: tableHeader,
  pinColumn: tableHeader,
  unpinColumn: tableHeader,
  chooseColumns: tableHeader,
  groupByColumn: tableHeader,

  groupByPeriod: none,
  groupByProduct: none,
  filterReports: none,
  clearFilter: none,
  browseReports: none,
  copyFunctionName: report,
  addToFavorites: v.union([report, reportGroup]),
  removeFromFavorites: v.union([report, reportGroup]),
  showLog: none,

  switchTenant: connection,
  showTenant: connection,
  addConnection: none,
  editConnection: connection,
  testConnection: connection,
  signIn: connection,
  signOut: connection,
  removeConnection: connection,
  openWalkthrough: none,
  registerApp: none,
  copyAppRegistrationScript: namedConnection,
  copyConsentLink: namedConnection,

  collect: v.union([collectItem, collectOptions]),
  pauseCollection: none,
  resumeCollection: none,
  cancelCollection: none,

  openAlert: alert,
  copyAlert: alert,
  editRule: rule,
  checkRules: connection,
  createRulesFile: none,
  showAlerts: none,

  showArchiveFolder: none,
  createSqlViews: none,
  // Their titles say "Archived Reports". The IDs stay, because users bind keys to them.
  moveStoredReports: none,
  deleteStoredReports: none,
} as const;

export type CommandName = keyof typeof commandArguments;
export type CommandArgument<Name extends CommandName> = v.InferOutput<(typeof commandArguments)[Name]>;
export type ReportArgument = v.InferOutput<typeof report>;
export type ConnectionArgument = v.InferOutput<typeof connection>;

export const commandNames = Object.keys(commandArguments) as readonly CommandName[];

/** @returns `undefined` where the command was called without an argument, or with one that it does not take */
export function parseArgument<Name extends CommandName>(name: Name, raw: unknown): CommandArgument<Name> | undefined {
  const result = v.safeParse(commandArguments[name], raw);
  return result.success ? result.output : undefined;
}

/** @returns `undefined` where it names no report */
export function parseReportArgument(raw: unknown): ReportArgument | undefined {
  return parseArgument('openReport', raw);
}
