import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { dayLabel } from '../../l10n/periodTexts.js';
import { setContextKey } from '../common/setContextKey.js';
import { withProgress } from '../common/progress.js';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionTools } from './connectionTools.js';
import { warnAboutCertificate } from './warnAboutCertificate.js';
import { TEST_REPORT } from './testReport.js';
import { showInformation } from '../common/messages.js';

/** Says in one sentence whether a connection works, or what stands in the way. */
export async function testConnectionCommand(named: Connection | undefined, tools: ConnectionTools): Promise<void> {
  const connection = await chooseConnection(named, vscode.l10n.t('Test Connection'), tools);
  if (connection !== undefined) {
    await tools.forConnection(connection, async () => {
      try {
        await testConnection(connection, tools);
      } catch (error) {
        tools.signIn.recordTest(connection, error);
        throw error;
      }
    });
  }
}

async function testConnection(connection: Connection, { service, signIn }: ConnectionTools): Promise<void> {
  const report = await withProgress(vscode.l10n.t('Testing {0}', connection.name), async (signal, progress) => {
    progress.report({ message: vscode.l10n.t('signing in…') });
    await signIn.signIn(connection, { signal });
    progress.report({ message: vscode.l10n.t('reading a report…') });
    const ref = { connection: connection.id, ...TEST_REPORT };
    return service.use(ref, { signal, fresh: true, interactive: true }, (opened) => Promise.resolve(opened));
  });
  signIn.recordTest(connection);
  setContextKey('connectionTested', true);
  await warnAboutCertificate(connection);
  const state = await signIn.state(connection);
  const who =
    state.kind === 'signedIn'
      ? vscode.l10n.t('signed in as {0}', state.account)
      : connection.kind === 'appOnly'
        ? vscode.l10n.t('signed in as an app')
        : vscode.l10n.t('no sign-in needed');
  void showInformation(
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
