import { DEFAULT_MONTH_ENDS } from './services/archive/monthEnds.js';
import { defaultLimits } from './services/throttling/limits.js';

/** Every setting that `package.json` contributes, without its section, with the default that stands there, too. */
export const settingDefaults = {
  connections: [],
  'fetch.format': 'csv',
  'archive.freshHours': 6,
  'archive.folder': '',
  'archive.compress': false,
  'archive.shared': false,
  'archive.detailSnapshots': 1,
  'archive.detailMonthEnds': DEFAULT_MONTH_ENDS,
  'archive.detailDays': 0,
  'attributes.file': '',
  'attributes.userColumn': '',
  'attributes.columns': [],
  'export.folder': 'usage-reports',
  'export.neutralizeFormulas': true,
  'groups.minimumSize': 1,
  'licenses.prices': {},
  'licenses.currency': '',
  'makeReport.title': '',
  'makeReport.logo': '',
  'makeReport.accentColor': '',
  'collect.schedule': 'off',
  'collect.set': 'daily',
  'limits.csvPerFunction': defaultLimits.csvPerFunction,
  'limits.csvPerTenant': defaultLimits.csvPerTenant,
  'limits.jsonPerTenant': defaultLimits.jsonPerTenant,
} as const;

export type SettingName = keyof typeof settingDefaults;

/** What a setting is. */
export type SettingValue<Name extends SettingName> = Widened<(typeof settingDefaults)[Name]>;

type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : unknown;

export const settingNames = Object.keys(settingDefaults) as readonly SettingName[];

/** A setting as it was typed; the default where it is of another type, negative, or no finite number. People type what they like. */
export function settingValue<Name extends SettingName>(name: Name, typed: unknown): SettingValue<Name> {
  const standard = settingDefaults[name];
  const fits =
    typeof typed === typeof standard && (typeof typed !== 'number' || (Number.isFinite(typed) && typed >= 0));
  return (fits ? typed : standard) as SettingValue<Name>;
}
