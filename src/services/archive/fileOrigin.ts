import type { IsoInstant } from '../../base/dates.js';

/** Where a snapshot is from that the service didn't send: a file that a person added. */
export interface FileOrigin {
  readonly kind: 'file';
  /** Without the folder, which is nobody else's business. */
  readonly name: string;
  /** Present if the file says no day, so that the person said which day its data is of. */
  readonly day?: 'asked';
  /** When it was added: its days in the archive begin. Earlier versions of this extension didn't write it. */
  readonly addedAt?: IsoInstant;
}

/** Whether a file has bytes that the service has never confirmed: they say nothing about what it has now. */
export function isUnconfirmedFile({
  origin,
  fetchedAt,
  checkedAt,
}: {
  readonly origin?: FileOrigin;
  readonly fetchedAt: IsoInstant;
  readonly checkedAt: IsoInstant;
}): boolean {
  return origin !== undefined && checkedAt === fetchedAt;
}
