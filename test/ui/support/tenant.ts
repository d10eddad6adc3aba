import { startSampleServer } from '../../support/sampleServer.js';
import type { GraphServer } from '../../support/graphServer.js';
import { statusBarItem } from './connection.js';
import { launchWorkbench, type LaunchOptions } from './launch.js';
import type { Workbench } from './workbench.js';

export const TENANT = 'Northlight';

/** A window whose second tenant is a real HTTP server on this machine, and the account for it. */
export async function launchWithTenant(
  options: LaunchOptions = {},
): Promise<{ workbench: Workbench; server: GraphServer }> {
  const server = await startSampleServer();
  const workbench = await launchWorkbench({
    accounts: [{ id: 'ada', label: 'ada@northlight.example', signedIn: true }],
    machineSettings: {
      'usageReports.connections': [{ id: 'northlight', name: TENANT, graphEndpoint: server.origin }],
      ...options.machineSettings,
    },
    ...options,
  });
  return { workbench, server };
}

/** Chooses a tenant for which somebody is signed in, and waits until it is shown. */
export async function showTenant(workbench: Workbench, name: string): Promise<void> {
  await switchTenant(workbench, name);
  await statusBarItem(workbench).filter({ hasText: name }).waitFor();
}

/** Chooses a tenant. A sign-in dialog may follow. */
export async function switchTenant(workbench: Workbench, name: string): Promise<void> {
  await workbench.runCommand('Usage Reports: Switch Tenant…');
  await workbench.quickInput.waitFor("Which tenant's usage reports do you want to see?");
  await workbench.quickInput.choose(name);
}
