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
  /** By connection: who asks again waits for the same. */
  const running = new Map<string, Promise<void>>();
  const start = async (id: string): Promise<void> => {
    try {
      const { addPastMonths } = await import('./addPastMonths.js');
      await addPastMonths(connections.get(id), options);
    } finally {
      running.delete(id);
    }
  };
  const add = (id: string): Promise<void> => {
    const begun = running.get(id) ?? start(id);
    running.set(id, begun);
    return begun;
  };
  commands.register('addPastMonths', (argument) => {
    const { kind, id } = connectionOf(argument, connections) ?? connections.active;
    return add(kind === 'sample' ? id : SAMPLE_CONNECTION.id);
  });
  return add;
}
