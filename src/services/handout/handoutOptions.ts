import type { IsoInstant } from '../../base/dates.js';
import type { UsageReportsError } from '../../base/errors.js';
import type { Catalog } from '../../core/catalog/catalog.js';
import type { HandoutSpan } from '../../core/handout/document.js';
import type { HandoutTexts } from '../../core/handout/handoutTexts.js';
import type { HandoutTemplate } from '../../core/handout/template.js';
import type { Format } from '../../shared/format/format.js';
import type { ArchiveQueries } from '../archiveQueries/archiveQueries.js';
import type { MonthGaps } from '../../core/handout/incompleteMonth.js';

/** What a document is made of. */
export interface HandoutOptions {
  readonly template: HandoutTemplate;
  readonly span: HandoutSpan;
  /** Name of the tenant, as people know it. */
  readonly tenant: string;
  readonly generatedAt: IsoInstant;
  /** Of the tenant; stays the caller's. */
  readonly queries: ArchiveQueries;
  /** With texts of the reader's language. */
  readonly catalog: Catalog;
  readonly format: Format;
  readonly texts: HandoutTexts;
  /** Why something of the archive cannot be read, as people are told. */
  readonly errorText: (error: UsageReportsError) => string;
  /** Whether the person has confirmed that users are named. The template has to ask for it as well. */
  readonly mayNameUsers: boolean;
  /** Users, or rows, of the smallest group that is shown. */
  readonly minimumGroupSize: number;
  /** `#rrggbb`, and a picture, that `core/handout/appearance.ts` allows. */
  readonly accentColor?: string;
  readonly logo?: string;
  /** Called once all blocks are made. */
  readonly onGaps?: (gaps: MonthGaps) => void;
  /** Called after each block. What it throws ends everything. */
  readonly onProgress?: (done: number, total: number) => void;
}
