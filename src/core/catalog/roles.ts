/** A directory role that may read usage reports. */
export interface ReportRole {
  /** Microsoft Entra's name of the role. */
  readonly name: string;
  /** Template id, the same in every tenant. */
  readonly id: string;
  readonly reads: 'all' | 'totals';
}

/**
 * Sources: Microsoft Graph, "Authorization for APIs to read Microsoft 365 usage reports"; Microsoft Entra, "Built-in roles". Microsoft
 * adds roles from time to time, so a role that is not listed here may read reports, too.
 */
export const reportRoles: readonly ReportRole[] = [
  { name: 'Reports Reader', id: '4a5d8f65-41da-4de4-8968-e035b65339cf', reads: 'all' },
  { name: 'Exchange Administrator', id: '29232cdf-9323-42fd-ade2-1d097af3e4de', reads: 'all' },
  { name: 'SharePoint Administrator', id: 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c', reads: 'all' },
  { name: 'Teams Administrator', id: '69091246-20e8-4a56-aa4d-066075b2a7a8', reads: 'all' },
  { name: 'Teams Communications Administrator', id: 'baf37b3a-610e-45da-9e62-d9d1e5e8914b', reads: 'all' },
  { name: 'Skype for Business Administrator', id: '75941009-915a-4869-abe7-691bff18279e', reads: 'all' },
  { name: 'AI Administrator', id: 'd2562ede-74db-457e-a7b6-544e236ebb61', reads: 'all' },
  { name: 'Global Administrator', id: '62e90394-69f5-4237-9190-012177145e10', reads: 'all' },
  { name: 'Global Reader', id: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451', reads: 'totals' },
  { name: 'Usage Summary Reports Reader', id: '75934031-6c7e-415a-99d7-48dbd49e875e', reads: 'totals' },
  { name: 'User Experience Success Manager', id: '27460883-1df1-4691-b032-3b79643e5e63', reads: 'totals' },
];

/** Every member of a tenant has it, and it reads no reports. */
export const DEFAULT_USER_ROLE_ID = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
