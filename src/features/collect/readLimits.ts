import * as vscode from 'vscode';
import { type Limits, limitsFrom } from '../../services/throttling/limits.js';

/** The service's limits as the settings have them. */
export function readLimits(): Limits {
  const settings = vscode.workspace.getConfiguration('usageReports.limits');
  return limitsFrom({
    csvPerFunction: settings.get('csvPerFunction'),
    csvPerTenant: settings.get('csvPerTenant'),
    jsonPerTenant: settings.get('jsonPerTenant'),
  });
}
