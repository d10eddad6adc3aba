import type { Period, ReportDefinition } from '../../core/catalog/definition.js';
import type { FunctionCall } from './functionCall.js';

/** What the service does with a request for the newest version of a function: `ignored` answers the function as it was before. */
export type NewestVersions = 'answered' | 'refused' | 'ignored';

/** What a call asks for beside a period or a date; `undefined` for an argument that the function does not have. */
export function versionsOf(
  { others }: FunctionCall,
  { call, functionVersions, periods, formerPeriods = [] }: ReportDefinition,
  newestVersions: NewestVersions = 'answered',
): { readonly periods: readonly Period[]; readonly functionVersion?: string } | undefined {
  const { version, ...rest } = others;
  if (Object.keys(rest).some((name) => call?.arguments[name] === undefined)) {
    return undefined;
  }
  if (functionVersions === undefined) {
    return version === undefined ? { periods } : undefined;
  }
  if (version === undefined) {
    const unchanged = periods.filter((period) => functionVersions.earlierPeriods[period] === undefined);
    return { periods: [...unchanged, ...formerPeriods] };
  }
  if (version !== functionVersions.newest || newestVersions === 'refused') {
    return undefined;
  }
  return newestVersions === 'ignored' ? { periods } : { periods, functionVersion: version };
}
