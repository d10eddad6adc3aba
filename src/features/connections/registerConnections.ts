import type { Connection } from '../../services/auth/connections/connection.js';
import type { ConnectionArgument } from '../../commandIds.js';
import type { Connections } from '../../services/auth/connections/connections.js';
import type { ConnectionStates } from '../../services/auth/connectionStates.js';
import { UsageReportsError } from '../../base/errors.js';
import type { SignInOptions } from '../../services/auth/signInMethod.js';
import { type Disposable, Emitter, type Event } from '../../base/emitter.js';
import { setContextKey } from '../common/setContextKey.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { ErrorDisplay } from '../common/errorDisplay.js';
import { ConnectionStatusBar } from './connectionStatusBar.js';
import type { ConnectionTools } from './connectionTools.js';
import { ConnectionTree } from './connectionTree.js';
import { signInChoices } from './signInChoices.js';
import type { testConnectionCommand } from './testConnection.js';
import { openWalkthrough } from './walkthrough.js';

export interface ConnectionsOptions extends Pick<
  ConnectionTools,
  'connections' | 'secrets' | 'signIn' | 'service' | 'directory' | 'checkForArchivedReports'
> {
  readonly commands: CommandRegistry;
  readonly errors: ErrorDisplay;
  readonly states: ConnectionStates;
}

export interface ConnectionsFeature extends Disposable {
  readonly addConnection: () => Promise<unknown>;
  readonly openWalkthrough: () => Promise<void>;
  /** Asks for what is missing. Can be canceled if nobody answers. */
  readonly signInTo: (connection: Connection) => Promise<void>;
  /** A connection was edited and leads to another tenant now. */
  readonly onDidChangeTenant: Event<Connection>;
}

/** Many questions that are seldom asked: loaded when they are. */
const questions = () => import('./editConnection.js');
/** What commands do, loaded when one is called. */
const test: typeof testConnectionCommand = async (...args) =>
  (await import('./testConnection.js')).testConnectionCommand(...args);
const signInOut = () => import('./signInOut.js');
/** Much text that is seldom needed. */
const scripts = () => import('./registration/scriptDialogs.js');
const consent = () => import('./registration/consentLinkDialog.js');

/** The tenants that a person reads reports of: adding, editing, signing in, switching; and an app registration for them. */
export function registerConnections(options: ConnectionsOptions): ConnectionsFeature {
  const { commands, connections, errors, signIn, states } = options;
  const changedTenant = new Emitter<Connection>();
  const tools: ConnectionTools = {
    ...options,
    forConnection: (connection, step) => errors.attempt(step, { connection: connection.id }),
    addConnection: () => addConnection(),
    testConnection: (connection) => test(connection, tools),
    tenantChanged: (connection) => changedTenant.fire(connection),
  };
  const addConnection = commands.register('addConnection', async () => (await questions()).addConnection(tools));
  commands.register('editConnection', async (argument) =>
    (await questions()).editConnection(connectionOf(argument, connections), tools),
  );
  commands.register('testConnection', (argument) => test(connectionOf(argument, connections), tools));
  commands.register('removeConnection', async (argument) => {
    const { removeConnection } = await import('./removeConnection.js');
    return removeConnection(connectionOf(argument, connections), tools);
  });
  commands.register('signIn', async (argument) =>
    (await signInOut()).signInCommand(connectionOf(argument, connections), tools),
  );
  commands.register('signOut', async (argument) =>
    (await signInOut()).signOutCommand(connectionOf(argument, connections), tools),
  );
  const switchTo = async (argument: ConnectionArgument | undefined) => {
    const { switchTenant } = await import('./switchTenant.js');
    return switchTenant(connectionOf(argument, connections), tools);
  };
  const switchTenantCommand = commands.register('switchTenant', switchTo);
  commands.register('showTenant', switchTo);
  commands.register('openWalkthrough', () => openWalkthrough());
  const registerApp = commands.register('registerApp', () => openWalkthrough('register'));
  const { permissions: switchedOn } = options.directory;
  const addPermissions = async (connection: Connection, permissions?: readonly string[]) =>
    (await scripts()).addPermissions(connection, permissions, errors, switchedOn);
  commands.register('copyAppRegistrationScript', async (argument) =>
    (await scripts()).copyAppRegistrationScript(connectionOf(argument, connections), errors, switchedOn),
  );
  const copyConsentLink = commands.register('copyConsentLink', async (argument) => {
    const steps = { directoryPermissions: switchedOn, addPermissions };
    return (await consent()).copyConsentLink(connectionOf(argument, connections), connections, errors, steps);
  });
  const signInAs = async (connection: Connection, how?: Omit<SignInOptions, 'signal'>) =>
    (await signInOut()).signInTo(connection, signIn, how);
  errors.handle({
    signIn: (connection) => signInAs(connection),
    chooseAccount: (connection) => signInAs(connection, { chooseAccount: true }),
    enterSecret: (connection) => signInAs(connection, { chooseAccount: true }),
    signOut: (connection) => signIn.signOut(connection),
    editConnection: (connection, error) =>
      tools.forConnection(connection, async () => (await questions()).editConnection(connection, tools, error)),
    registerApp: () => registerApp(),
    copyConsentLink: ({ id }) => copyConsentLink({ connection: id }),
    addPermissions: (connection, error) =>
      addPermissions(connection, error instanceof UsageReportsError ? error.details.permissions : undefined),
    switchTenant: () => switchTenantCommand(),
  });
  tellChoices(connections, states);
  const parts = [
    states.onDidChange(() => tellChoices(connections, states)),
    new ConnectionTree(connections, states),
    new ConnectionStatusBar(connections, states),
    changedTenant,
  ];
  return {
    addConnection: () => addConnection(),
    openWalkthrough: () => openWalkthrough(),
    signInTo: (connection) => signInAs(connection),
    onDidChangeTenant: changedTenant.event,
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

function tellChoices(connections: Connections, states: ConnectionStates): void {
  const { hasConnections, canSignIn, canSignOut } = signInChoices(connections, (id) => states.of(id));
  setContextKey('hasConnections', hasConnections);
  setContextKey('canSignIn', canSignIn);
  setContextKey('canSignOut', canSignOut);
}
