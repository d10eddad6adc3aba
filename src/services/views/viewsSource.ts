/** Where views are kept as the text of one file: see `readViews`. */
export interface ViewsSource {
  /** See `PlacedView.place`. */
  readonly place: string;
  /** @returns `undefined` where there is no file */
  read(): Promise<string | undefined>;
  /** Writes it completely or not at all. */
  write(text: string): Promise<void>;
}
