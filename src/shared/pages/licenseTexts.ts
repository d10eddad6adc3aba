import type { LicenseText } from '../licenseTexts.js';
import type { PluralText } from './pluralText.js';

/** What the tables of licenses say, in the display language. */
export interface LicenseTexts {
  readonly texts: Readonly<Record<LicenseText, string>>;
  readonly anyOfServices: PluralText;
}
