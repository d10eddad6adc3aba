import type { HandoutFormat } from '../core/handout/files/handoutFormats.js';

/** What report to hand on is made, of which month, and how it looks. */
export interface ReportArguments {
  readonly command: 'report';
  readonly archive: string;
  /** The file that is written. */
  readonly out: string;
  readonly format: HandoutFormat;
  /** ID of a built-in template, or a file. */
  readonly template: string;
  /** As typed. */
  readonly month: string;
  /** In place of the template's. */
  readonly title?: string;
  /** A file with a picture. */
  readonly logo?: string;
  /** As typed. */
  readonly accentColor?: string;
  /** Users are named where the template wants to. */
  readonly nameUsers: boolean;
  /** Users, or rows, of the smallest group that is shown. */
  readonly minimumGroup: number;
  /** A JSON file with what a license of each product costs a month, as the setting has it. */
  readonly prices?: string;
  /** Of the prices. */
  readonly currency: string;
  /** A CSV file with attributes of users, whose columns queries of the template can name. */
  readonly attributes?: string;
  /** The column of that file that says which user a row is about; absent where it is recognized. */
  readonly attributesUser?: string;
  /** As the archive names it; absent where it has one alone. */
  readonly tenant?: string;
  /** What people call it. */
  readonly tenantName?: string;
  readonly shared: boolean;
}
