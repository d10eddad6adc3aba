/** A page of a workbook that says what the others have, in the words of whoever exports them. Plain data. */
export interface AboutSheet {
  /** Name of the sheet. */
  readonly name: string;
  readonly facts: readonly AboutFact[];
  /** Said where texts were cut. */
  readonly cutTexts: AboutFact;
}

export interface AboutFact {
  readonly label: string;
  readonly text: string;
}
