import type { CommandRegistry } from '../common/commandRegistry.js';
import type { TenantsOptions } from './tenantsOptions.js';
import { TenantsPanels } from './tenantsPanels.js';

export interface TenantsFeatureOptions extends TenantsOptions {
  readonly commands: CommandRegistry;
}

/** A page that shows all tenants beside each other. */
export function registerTenants(options: TenantsFeatureOptions): TenantsPanels {
  const panels = new TenantsPanels(options);
  options.commands.register('openTenants', () => panels.open());
  return panels;
}
