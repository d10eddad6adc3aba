/** What a document is written as: a page for a browser, or Markdown for a wiki or the summary of a CI job. */
export const HANDOUT_FORMATS = ['html', 'md'] as const;
export type HandoutFormat = (typeof HANDOUT_FORMATS)[number];
