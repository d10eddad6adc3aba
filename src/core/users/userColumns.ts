import type { ReportDefinition } from '../catalog/definition.js';

/** Columns of a report that together name one person, by their names in the catalogue. */
export interface UserColumns {
  readonly principalName?: string;
  readonly displayName?: string;
  /** Object id in the directory. */
  readonly id?: string;
  /** Whether the row is about this person, rather than about something that the person owns among others. */
  readonly isSubject: boolean;
}

/** What is known of who a person is. A concealed name is a hash, which is as good as a name to find the same person again. */
export interface UserNames {
  readonly principalName?: string;
  readonly displayName?: string;
  readonly id?: string;
}

/** Whom the rows of a report name, if anybody: those who use the service, or those who own what is used. */
export function userColumns({ columns, product }: ReportDefinition): UserColumns | undefined {
  const identities = new Set(columns.filter(({ identity }) => identity === true).map(({ name }) => name));
  const column = (name: string) => (identities.has(name) ? name : undefined);
  const [principalName, displayName, id] = [column('User Principal Name'), column('Display Name'), column('User Id')];
  if (principalName !== undefined || id !== undefined) {
    return { principalName, displayName, id, isSubject: true };
  }
  const owner = column('Owner Principal Name');
  // A OneDrive belongs to one person and is what that person keeps; a site or a group is many people's.
  return owner === undefined
    ? undefined
    : { principalName: owner, displayName: column('Owner Display Name'), isSubject: product === 'onedrive' };
}
