import type { Query } from '../../shared/query/query.js';
import type { CellValue } from '../../shared/report.js';

/** Asks the table of licenses, which may be on another thread. The answer is as small as what people read of it: all of its rows. */
export type AskLicenses = (query: Query) => Promise<readonly (readonly CellValue[])[]>;
