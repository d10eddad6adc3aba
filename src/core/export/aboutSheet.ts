import type { IsoDate, IsoInstant } from '../../base/dates.js';

/** A page of a workbook that says what the others have, in the words of whoever exports them. Plain data. */
export interface AboutSheet {
  /** Name of the sheet. */
  readonly name: string;
  readonly facts: readonly AboutFact[];
  /** Said where texts were cut. */
  readonly cutTexts: AboutFact;
  /** Below the facts. */
  readonly list?: AboutList;
}

export interface AboutFact {
  readonly label: string;
  readonly value: AboutValue;
}

/** What there are several of, such as sheets: a row each. */
export interface AboutList {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly AboutValue[])[];
}

/** A text is never a link. */
export type AboutValue =
  | string
  | { readonly day: IsoDate }
  | { readonly instant: IsoInstant }
  | { readonly count: number }
  /** The name of a sheet, which leads there. */
  | { readonly sheet: string };
