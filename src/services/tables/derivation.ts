import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { LicensePrices } from '../../core/licenses/productTable.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import type { JoinedUsersFacts, UserReport } from '../../core/users/joined/joinedUsers.js';
import type { Query } from '../../shared/query/query.js';

/**
 * What is made of a table where that table is. Plain data.
 *
 * - `same`: the table once more, for somebody else who disposes of it.
 * - `licenses`: of the joined users, a row for each license, see `core/licenses/licenseRows.ts`.
 * - `firstUsers`: of the first rows of a report about users, what they say of the joined users, see `core/users/joined/firstUsers.ts`.
 * - `attributed`: the rows that a query has, with attributes of their users, and licenses with their prices.
 */
export type Derivation =
  | { readonly kind: 'same' }
  | { readonly kind: 'licenses'; readonly facts: JoinedUsersFacts }
  | { readonly kind: 'firstUsers'; readonly report: Omit<UserReport, 'table'> }
  | {
      readonly kind: 'attributed';
      readonly query: Query;
      /** What is known of the table that comes out. */
      readonly definition: ReportDefinition;
      readonly attributes?: readonly AttributesFile[] | undefined;
      /** Of licenses only: what they cost. */
      readonly prices?: LicensePrices | undefined;
    };
