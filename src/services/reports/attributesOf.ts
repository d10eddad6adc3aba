import type { IsoDate } from '../../base/dates.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { Connection } from '../auth/connections/connection.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';

/**
 * What is known of users beside a report, whose columns it has as well: the person's file, and what is archived of the connection's directory.
 * Of a column that both have, that of the first counts. Empty where there is nothing, or the report names no users.
 *
 * @param connection absent for a report that is of none, such as a file that was opened
 * @param asOf a day in the past, of which the directory is to be where it is archived; the person's file is of today
 */
export type AttributesOf = (
  definition: ReportDefinition,
  connection?: Connection,
  asOf?: IsoDate,
) => Promise<readonly AttributesFile[]>;
