import { SAMPLE_CONNECTION } from '../../services/auth/connections/connection.js';
import { connectionOf } from '../common/arguments.js';
import type { CommandRegistry } from '../common/commandRegistry.js';
import type { AddPastMonthsOptions } from './addPastMonths.js';

export interface SampleTenantFeatureOptions extends AddPastMonthsOptions {
  readonly commands: CommandRegistry;
}

/**
 * What only the sample tenants can have made.
 * @returns adds past months to a sample tenant, by the ID of its connection
 */
export function registerSampleTenant(options: SampleTenantFeatureOptions): (connection: string) => Promise<void> {
  const { commands, connections } = options;
  const add = async (id: string) => (await import('./addPastMonths.js')).addPastMonths(connections.get(id), options);
  commands.register('addPastMonths', (argument) => {
    const { kind, id } = connectionOf(argument, connections) ?? connections.active;
    return add(kind === 'sample' ? id : SAMPLE_CONNECTION.id);
  });
  return add;
}
