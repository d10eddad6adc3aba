/** One thing that happened, for people and for programs. Never a token, a secret, a download's address or a person's name. */
export interface ReporterEvent {
  /** `start`, `plan`, `report`, `wait`, `log`, `end`, `error`, `tenant`. */
  readonly event: string;
  readonly [fact: string]: unknown;
}

export interface Reporter {
  /** @param text what a person is told; nothing where absent */
  tell(happening: ReporterEvent, text?: string): void;
}

/** As JSON: one object a line. Otherwise the texts, one a line. */
export function createReporter(write: (line: string) => void, json: boolean, now: () => Date): Reporter {
  return {
    tell: (happening, text) => {
      if (json) {
        write(JSON.stringify({ time: now().toISOString(), ...happening }));
      } else if (text !== undefined) {
        write(text);
      }
    },
  };
}
