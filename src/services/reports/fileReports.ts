import type { Catalog } from '../../core/catalog/catalog.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';
import { unknownReport } from '../../core/catalog/fileDefinitions.js';
import { recognize, withFileNames } from '../../core/catalog/recognize.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { throwIfAborted } from '../../base/cancellation.js';
import type { IsoInstant } from '../../base/dates.js';
import { type FileProblem, type ErrorReason, UsageReportsError } from '../../base/errors.js';
import type { ReportRef } from '../../shared/report.js';
import { openTable } from '../tables/openTable.js';
import type { AttributesOf } from './attributesOf.js';
import { asServiceWrites } from './fileContent.js';
import { type FileText, fileText } from './fileText.js';
import { fileTraits, type ReadTraits } from './fileTraits.js';
import type { OpenOptions } from './openOptions.js';
import type { FileFacts, Report, ReportOrigin } from './report.js';
import { toPartialListener } from './reportFacts.js';
import { unreadableFile } from './unreadableFile.js';

/** A file that the person opens as a report. */
export interface UsageFile {
  /** Its address, which stands for the report: a file can turn into another report when it is written anew. */
  readonly address: string;
  /** Without the folder. */
  readonly name: string;
  /**
   * Reads it as a whole.
   * @throws UsageReportsError `unreadableFile`, `tooLarge`
   */
  read(): Promise<{ readonly bytes: Uint8Array; readonly changedAt: IsoInstant }>;
  /** Name of the report that the person says it is; `undefined` where nobody said so. */
  chosen(): string | undefined;
}

/** ID of the connection that stands for files. No connection of a tenant has a colon in its ID. */
const FILE_CONNECTION = 'file:';

/**
 * Opens a file as a report, as the service of reports opens those of a tenant. It is read anew each time, and nothing is requested or archived.
 */
export class FileReports {
  readonly #file: UsageFile;
  readonly #catalog: () => Catalog;
  /** Nothing is archived of a file's report. */
  readonly history = { loadContext: () => Promise.resolve(undefined) };

  readonly #attributes: AttributesOf;

  constructor(file: UsageFile, catalog: () => Catalog, attributes: AttributesOf = () => Promise.resolve([])) {
    this.#file = file;
    this.#catalog = catalog;
    this.#attributes = attributes;
  }

  /** See {@link AttributesOf}. */
  attributesFor(definition: ReportDefinition): Promise<readonly AttributesFile[]> {
    return this.#attributes(definition);
  }

  get ref(): ReportRef {
    return { connection: FILE_CONNECTION, report: this.#file.address };
  }

  /**
   * A file is one report, without periods.
   * @throws UsageReportsError `invalidRequest`, always
   */
  check(): never {
    throw new UsageReportsError('invalidRequest', 'A file is not known before it is read.', { argument: 'report' });
  }

  /**
   * A file has no snapshots that could be asked for.
   * @throws UsageReportsError `invalidRequest`, always
   */
  archivedSnapshots(): never {
    return this.check();
  }

  /** Nothing of it is archived. */
  openArchived(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** @throws UsageReportsError `unreadableFile`, `tooLarge`, `tableLost`; the signal's `AbortError` */
  async open(ref: ReportRef, { signal, onStep, onPartial }: OpenOptions): Promise<Report> {
    const { bytes: content, changedAt } = await this.#file.read();
    throwIfAborted(signal);
    const text = await fileText(content, signal);
    throwIfAborted(signal);
    const traits = fileTraits(text, this.#file.name);
    const { definition: recognized, file } = this.#recognized(traits);
    const totalBytes = text.bytes.length;
    const { chunks, spelling } = await asServiceWrites(text, traits, recognized, {
      signal,
      onBytes: (receivedBytes) => onStep?.({ step: 'reading', receivedBytes, totalBytes }),
    });
    const definition = withTexts(recognized, spelling);
    const facts = {
      ref,
      definition,
      connection: originOf(this.#file),
      source: 'file' as const,
      fetchedAt: changedAt,
      version: definition.versions[0] ?? 'beta',
      format: text.format,
      file: { ...file, spelling },
    };
    try {
      const table = await openTable(chunks, text.format, definition, {
        signal,
        totalBytes,
        fetchedAt: changedAt,
        attributes: await this.#attributes(definition),
        onPartial: toPartialListener(onPartial, facts),
      });
      return { ...facts, table, refreshDate: table.refreshDate };
    } catch (error) {
      throw inWordsOfFiles(error, text);
    }
  }

  /** Opens it for as long as `use` runs. */
  async use<T>(ref: ReportRef, options: OpenOptions, use: (report: Report) => Promise<T>): Promise<T> {
    const report = await this.open(ref, options);
    try {
      return await use(report);
    } finally {
      report.table.dispose();
    }
  }

  #recognized(traits: ReadTraits): {
    readonly definition: ReportDefinition;
    readonly file: Omit<FileFacts, 'spelling'>;
  } {
    const { reports, exports } = this.#catalog();
    const candidates = recognize(traits, [...reports, ...exports]);
    const definition = candidates.find(({ name }) => name === this.#file.chosen()) ?? candidates[0];
    const { name } = this.#file;
    return definition === undefined
      ? { definition: unknownReport(name, traits.day), file: { name, candidates: [] } }
      : { definition: withFileNames(definition, traits.names), file: { name, candidates } };
  }
}

/** Numbers that can be read in two ways stay texts. */
function withTexts(definition: ReportDefinition, { numbers }: FileFacts['spelling']): ReportDefinition {
  const textColumns = numbers.flatMap(({ column, style }) => (style === 'unclear' ? [column] : []));
  return textColumns.length === 0 ? definition : { ...definition, textColumns };
}

function originOf({ name }: UsageFile): ReportOrigin {
  return { id: FILE_CONNECTION, name, kind: 'file', fileLabel: '' };
}

const PROBLEMS: Readonly<Partial<Record<ErrorReason, FileProblem>>> = {
  truncated: 'cutOff',
  notAReport: 'noTable',
  brokenAnswer: 'otherJson',
};

/** The decoders speak of what a service sent. */
export function inWordsOfFiles(error: unknown, { format }: FileText): unknown {
  const problem = error instanceof UsageReportsError ? PROBLEMS[error.reason] : undefined;
  return problem === undefined ? error : unreadableFile(format === 'json' ? 'otherJson' : problem, error);
}
