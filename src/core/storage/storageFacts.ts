import type { IsoDate, IsoInstant } from '../../base/dates.js';
import type { ReportDefinition } from '../catalog/definition.js';
import type { StorageKind } from './storageReports.js';

/** An archived snapshot that the table is made of. Plain data. */
export interface StorageSnapshotFacts {
  readonly definition: ReportDefinition;
  /** `D180`; absent if the file has none. */
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  readonly fetchedAt: IsoInstant;
}

/** An earlier snapshot of a report, and what became of it: `notToldApart` where its names are not those of the newest, or name nothing. */
export interface EarlierSource {
  readonly refreshDate: IsoDate | null;
  readonly state: 'used' | 'unreadable' | 'notToldApart';
}

/** A report of storage, and what became of it. Plain data. */
export interface StorageSource {
  readonly kind: StorageKind;
  /** Name in the catalog. */
  readonly report: string;
  readonly state: 'used' | 'missing' | 'unreadable';
  readonly period?: string;
  readonly refreshDate: IsoDate | null;
  /** Of the newest snapshot; absent where none is archived. */
  readonly fetchedAt?: IsoInstant;
  readonly rowCount: number;
  /** Rows that are found in no other snapshot: their ID is concealed or blank, or another row of one of them has it, or had it. */
  readonly notToldApart: number;
  /** Oldest first. */
  readonly earlier: readonly EarlierSource[];
}

/** What is known of the table of storage beside its rows. Plain data. */
export interface StorageFacts {
  /** The newest of all reports; `null` if none says its own. */
  readonly refreshDate: IsoDate | null;
  /** When the newest of the reports was fetched; absent without reports. */
  readonly fetchedAt?: IsoInstant;
  /** Whether the names of rows or owners are concealed. */
  readonly concealed: boolean;
  /** All reports of storage, those that are missing as well. */
  readonly sources: readonly StorageSource[];
}
