import { type GenericSchema, type InferOutput, safeParse } from 'valibot';
import type * as vscode from 'vscode';

/** A choice that somebody made, which the next question offers first. */
export class LastChoice<Schema extends GenericSchema> {
  readonly #memento: Pick<vscode.Memento, 'get' | 'update'>;
  readonly #key: string;
  readonly #schema: Schema;

  constructor(memento: Pick<vscode.Memento, 'get' | 'update'>, key: `usageReports.${string}`, schema: Schema) {
    this.#memento = memento;
    this.#key = key;
    this.#schema = schema;
  }

  /** `undefined` where there is none yet, or another version has stored one that is understood no more. */
  get value(): InferOutput<Schema> | undefined {
    const { success, output } = safeParse(this.#schema, this.#memento.get<unknown>(this.#key));
    return success ? output : undefined;
  }

  async set(choice: InferOutput<Schema>): Promise<void> {
    await this.#memento.update(this.#key, choice);
  }
}
