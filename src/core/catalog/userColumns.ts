import type { ColumnInfo } from '../../shared/report.js';
import type { ReportDefinition } from './definition.js';

/** The columns of a report that name a user, by their names in the catalog. */
export interface UserColumns {
  readonly principalName?: string;
  readonly displayName?: string;
  /** Object ID in the directory. */
  readonly id?: string;
  /** Whether a row is about the user, instead of about something that the user owns, such as a site. */
  readonly isSubject: boolean;
}

/** The known names of a user. A concealed name is a hash, which finds the same user as well as a readable name. */
export interface UserNames {
  readonly principalName?: string;
  readonly displayName?: string;
  readonly id?: string;
}

/** Finds the columns that name users: those who use the product, or those who own what is used; `undefined` if there are none. */
export function userColumns({ columns, product }: ReportDefinition): UserColumns | undefined {
  const identities = new Set(columns.filter(({ identity }) => identity === true).map(({ name }) => name));
  const column = (name: string) => (identities.has(name) ? name : undefined);
  const [principalName, displayName, id] = [column('User Principal Name'), column('Display Name'), column('User Id')];
  if (principalName !== undefined || id !== undefined) {
    return { principalName, displayName, id, isSubject: true };
  }
  const owner = column('Owner Principal Name');
  // A OneDrive is about its owner; a site or a group has many users.
  return owner === undefined
    ? undefined
    : { principalName: owner, displayName: column('Owner Display Name'), isSubject: product === 'onedrive' };
}

/** Which columns of a table name users, by their indexes. */
export function userColumnIndexes(
  definition: ReportDefinition,
  columns: readonly Pick<ColumnInfo, 'name'>[],
): readonly number[] {
  const { principalName, displayName, id } = userColumns(definition) ?? {};
  return columns.flatMap(({ name }, index) => ([principalName, displayName, id].includes(name) ? [index] : []));
}

/**
 * The names of the columns by which somebody can be told, the most telling first: those of users, and where a row is about a user, what else
 * identifies it, such as the address of a OneDrive. A tenant is nobody.
 */
export function namingColumns(definition: ReportDefinition): readonly string[] {
  const found = userColumns(definition);
  if (found === undefined) {
    return [];
  }
  const { principalName, displayName, id, isSubject } = found;
  const others = definition.columns.flatMap(({ name, identity }) =>
    isSubject && identity === true && !name.startsWith('Tenant ') ? [name] : [],
  );
  return [...new Set([principalName, displayName, id, ...others].filter((name) => name !== undefined))];
}
