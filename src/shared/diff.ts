/** What became of a row between two snapshots, in the order in which it is shown. */
export const changeKinds = ['changed', 'added', 'gone'] as const;

export type ChangeKind = (typeof changeKinds)[number];
