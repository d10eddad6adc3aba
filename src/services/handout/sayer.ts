import type { HandoutOptions } from './handoutOptions.js';

/** Who says why something is missing. */
export interface Sayer {
  readonly options: HandoutOptions;
  titleOf(report: string): string;
}
