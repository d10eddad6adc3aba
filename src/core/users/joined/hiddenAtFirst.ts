import { COLUMN, JOINED_COLUMNS, serviceColumn } from './joinedColumns.js';
import type { JoinedService } from './joinedReports.js';

/** The services that most people use, or that cost most. */
const SERVICES: readonly JoinedService[] = [
  'Exchange',
  'OneDrive',
  'SharePoint',
  'Teams',
  'Viva Engage',
  'Microsoft 365 Apps',
  'Microsoft 365 Copilot',
];

/** What is looked for first: who has which licenses, and was active when. */
const FIRST: ReadonlySet<string> = new Set([
  COLUMN.principalName,
  COLUMN.displayName,
  COLUMN.products,
  COLUMN.lastActivity,
  COLUMN.daysSince,
  COLUMN.activity,
  ...SERVICES.map(serviceColumn.lastActivity),
]);

/** Names of all other columns: nobody can read as many as the reports have beside one another. */
export const HIDDEN_AT_FIRST: readonly string[] = JOINED_COLUMNS.map(({ name }) => name).filter(
  (name) => !FIRST.has(name),
);
