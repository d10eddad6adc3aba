/** Which file of attributes is used, and how: what the settings or the command line say. */
export interface AttributesChoice {
  /** Absolute, or in the home folder as `~/…`. */
  readonly path: string;
  /** Name of the column that tells whom a row is about; absent where it is recognized. */
  readonly userColumn?: string;
  /** Names of the columns to add, as in the file; absent for those that are known by name. */
  readonly columns?: readonly string[];
}

/** The settings as they were typed: people type what they like. */
export interface AttributeSettings {
  readonly file: unknown;
  readonly userColumn: unknown;
  readonly columns: unknown;
}

/** @returns `undefined` where no file is named */
export function choiceFrom({ file, userColumn, columns }: AttributeSettings): AttributesChoice | undefined {
  return typeof file !== 'string' || file.trim() === ''
    ? undefined
    : {
        path: file.trim(),
        ...(typeof userColumn === 'string' && userColumn !== '' ? { userColumn } : {}),
        ...(Array.isArray(columns) ? { columns: columns.filter((name) => typeof name === 'string') } : {}),
      };
}
