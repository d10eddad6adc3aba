import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';
import { dayLabel } from '../../l10n/periodTexts.js';
import { abortControllerFor } from '../common/abortController.js';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionCommandOptions } from './connectionCommands.js';
import { TEST_REPORT } from './testReport.js';

/** Says in one sentence whether a connection works, or what stands in the way. */
export async function testConnectionCommand(argument: unknown, options: ConnectionCommandOptions): Promise<void> {
  const connection = await chooseConnection(argument, vscode.l10n.t('Test Connection'), options);
  if (connection !== undefined) {
    await options.forConnection(connection, () => testConnection(connection, options));
  }
}

async function testConnection(connection: Connection, { service, signIn }: ConnectionCommandOptions): Promise<void> {
  const report = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Testing {0}', connection.name),
      cancellable: true,
    },
    async (progress, token) => {
      const { signal } = abortControllerFor(token);
      progress.report({ message: vscode.l10n.t('signing in…') });
      await signIn.signIn(connection, { signal });
      progress.report({ message: vscode.l10n.t('reading a report…') });
      return openTestReport(service, { connection: connection.id, ...TEST_REPORT }, signal);
    },
  );
  const state = await signIn.state(connection);
  const who =
    state.kind === 'signedIn'
      ? vscode.l10n.t('signed in as {0}', state.account)
      : connection.kind === 'appOnly'
        ? vscode.l10n.t('signed in as an app')
        : vscode.l10n.t('no sign-in needed');
  void vscode.window.showInformationMessage(
    report.refreshDate === null
      ? vscode.l10n.t(
          '{0} works: {1}, read "{2}", which has no data yet.',
          connection.name,
          who,
          report.definition.title,
        )
      : vscode.l10n.t(
          '{0} works: {1}, read "{2}" with data up to {3}.',
          connection.name,
          who,
          report.definition.title,
          dayLabel(report.refreshDate),
        ),
  );
}

function openTestReport(
  service: ReportService,
  ref: ReportRef,
  signal: AbortSignal,
): ReturnType<ReportService['open']> {
  return service.use(ref, { signal, fresh: true, interactive: true }, (report) => Promise.resolve(report));
}
