import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { startSampleServer } from '../../support/sampleServer.js';
import type { GraphServer } from '../../support/graphServer.js';
import { microsoft } from './microsoft.js';

/** A tenant behind a real HTTP server on this machine, reached by a connection of its own, with an account signed in. */
export interface Tenant {
  readonly connection: string;
  readonly server: GraphServer;
  close(): Promise<void>;
}

export interface TenantOptions {
  /** Fields of the connection beside its id, name and endpoint. */
  readonly setting?: object;
  /** False: the accounts stay as they are. */
  readonly signedIn?: boolean;
}

const configured = new Map<string, object>();

/** Several can be there at a time. */
export async function startTenant({ setting = {}, signedIn = true }: TenantOptions = {}): Promise<Tenant> {
  // Every file of tests has its own copy of this one, and what is remembered of a connection outlives its test.
  const connection = `test-${randomUUID()}`;
  const server = await startSampleServer();
  if (signedIn) {
    await microsoft.setAccounts([{ id: 'ada', label: 'ada@northlight.example' }]);
  }
  configured.set(connection, { id: connection, name: 'Test tenant', graphEndpoint: server.origin, ...setting });
  await setConnections([...configured.values()]);
  return {
    connection,
    server,
    close: async () => {
      configured.delete(connection);
      await setConnections(configured.size === 0 ? undefined : [...configured.values()]);
      await server.close();
    },
  };
}

/** Writes the machine's setting, and waits until the extension host has it. */
export async function setConnections(connections: object[] | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('usageReports')
    .update('connections', connections, vscode.ConfigurationTarget.Global);
}
