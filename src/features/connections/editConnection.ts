import * as vscode from 'vscode';
import type { Connection } from '../../services/auth/connections/connection.js';
import { UsageReportsError } from '../../base/errors.js';
import { askConnection } from './askConnection.js';
import { chooseConnection } from './chooseConnection.js';
import type { ConnectionTools } from './connectionTools.js';
import {
  type ConnectionDraft,
  type StepId,
  draftOf,
  idFromName,
  isSameTenant,
  canReuseSecret,
  secretOf,
  settingOf,
  usedClientId,
} from './connectionDraft.js';
import { stepOfProblem } from './stepOfProblem.js';
import { warnAboutCertificate } from './warnAboutCertificate.js';
import { signInTo } from './signInOut.js';
import { ask, showInformation } from '../common/messages.js';

/** Asks for a new connection, saves it, and shows it. Nothing is saved before the last answer. */
export async function addConnection(tools: ConnectionTools): Promise<void> {
  const { connections, secrets } = tools;
  const draft = await askConnection(
    { kind: 'delegated', cloud: 'global', app: 'own', credential: 'clientSecret' },
    {
      title: vscode.l10n.t('Add Connection'),
      editing: false,
      context: () => ({ hasSecret: false, takenNames: connections.all.map(({ name }) => name) }),
    },
  );
  if (draft === undefined) {
    return;
  }
  const id = idFromName(
    draft.name ?? '',
    connections.all.map((connection) => connection.id),
  );
  const secret = secretOf(draft);
  if (secret !== undefined) {
    await secrets.store(id, secret);
  }
  let connection: Connection;
  try {
    connection = await connections.add(settingOf(draft, id));
  } catch (error) {
    await secrets.delete(id);
    throw error;
  }
  await connections.activate(connection);
  await tools.forConnection(connection, async () => {
    if (connection.kind === 'delegated') {
      // The person is looking at it now.
      await signInTo(connection, tools.signIn);
    }
    await warnAboutCertificate(connection);
    await offerTest(vscode.l10n.t('Connection "{0}" added.', connection.name), connection, tools);
  });
}

/**
 * Asks the same again with the answers of before. The ID stays.
 * @param error what the person wants to mend: the questions begin where its cause was entered
 */
export async function editConnection(
  named: Connection | undefined,
  tools: ConnectionTools,
  error?: unknown,
): Promise<void> {
  const { connections, secrets, signIn } = tools;
  const before = await chooseConnection(named, vscode.l10n.t('Edit Connection'), tools);
  if (before === undefined || before.kind === 'sample') {
    return;
  }
  const stored = (await secrets.get(before.id)) !== undefined;
  const draft = await askConnection(draftOf(before), {
    title: vscode.l10n.t('Edit Connection {0}', before.name),
    editing: true,
    beginAt: stepOfError(error),
    context: (current) => ({
      hasSecret: stored && canReuseSecret(before, current),
      takenNames: connections.all.filter(({ id }) => id !== before.id).map(({ name }) => name),
    }),
  });
  if (draft === undefined || !(await confirmTenantChange(before, draft, tools))) {
    return;
  }
  if (!isSameSignIn(before, draft)) {
    // The old token and secret must not be used in another cloud, for another tenant, or by another app.
    await signIn.forget(before);
  }
  const secret = secretOf(draft);
  if (secret !== undefined) {
    await secrets.store(before.id, secret);
    signIn.secretChanged(before);
  }
  const connection = await connections.update(settingOf(draft, before.id));
  if (!isSameTenant(before, draft)) {
    // Open reports would pass for those of the new tenant.
    tools.tenantChanged(connection);
  }
  await tools.checkForArchivedReports();
  await warnAboutCertificate(connection);
  void tools.forConnection(connection, () =>
    offerTest(vscode.l10n.t('Connection "{0}" updated.', connection.name), connection, tools),
  );
}

function stepOfError(error: unknown): StepId | undefined {
  const problem = error instanceof UsageReportsError ? error.details.problem : undefined;
  return problem && stepOfProblem(problem);
}

/**
 * The archive is by tenant. Where the tenant is not known, the connection's ID stands for it, and the old reports would pass for those of
 * the new tenant, so they have to go first.
 * @returns whether to go on
 */
async function confirmTenantChange(
  before: Connection,
  draft: ConnectionDraft,
  { service }: ConnectionTools,
): Promise<boolean> {
  if (
    isSameTenant(before, draft) ||
    (await service.tenantOf(before)) !== before.id ||
    !(await service.hasArchived(before))
  ) {
    return true;
  }
  const remove = vscode.l10n.t('Delete Reports and Save');
  const answer = await ask(
    vscode.l10n.t(
      '"{0}" now connects to a different tenant. Delete the archived reports of the previous tenant?',
      before.name,
    ),
    vscode.l10n.t(
      "Otherwise, they'd appear as reports of the new tenant. To keep them, cancel and add another connection instead.",
    ),
    remove,
  );
  if (answer !== remove) {
    return false;
  }
  await service.deleteArchived(before);
  return true;
}

function isSameSignIn(before: Connection, draft: ConnectionDraft): boolean {
  return draft.kind === 'appOnly'
    ? canReuseSecret(before, draft)
    : before.kind === 'delegated' &&
        isSameTenant(before, draft) &&
        (before.clientId ?? '') === (usedClientId(draft) ?? '');
}

async function offerTest(text: string, connection: Connection, { testConnection }: ConnectionTools): Promise<void> {
  const test = vscode.l10n.t('Test Connection');
  if ((await showInformation(text, test)) === test) {
    await testConnection(connection);
  }
}
