import type * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { SaveResult } from '../../core/export/saveFile.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ArchivedDirectory } from '../../services/directory/archivedDirectory.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { FileToSave } from '../common/fileToSave.js';

export interface HandoutFeatureOptions {
  readonly commands: CommandRegistry;
  readonly catalog: () => Catalog;
  readonly connections: Connections;
  readonly service: ReportService;
  /** What is archived of the directories. */
  readonly directory: () => Promise<Pick<ArchivedDirectory, 'newest'>>;
  /** Saves a file where exports go, after a question where it would replace another one. @returns `undefined` when nothing was saved */
  readonly saveFile: (file: FileToSave) => Promise<SaveResult<vscode.Uri> | undefined>;
  /** Fetches what the archive lacks of a set, and shows how far it is. */
  readonly collect: (connection: string, set: string) => Promise<unknown>;
  readonly now: () => Date;
}
