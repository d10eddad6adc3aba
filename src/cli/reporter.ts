/** One event of a run. Never holds a token, a secret, a download URL or a user's name. */
export interface ReporterEvent {
  /** `start`, `plan`, `report`, `wait`, `log`, `end`, `error`, `tenant`. */
  readonly event: string;
  readonly [fact: string]: unknown;
}

export interface Reporter {
  /** @param text the text for a person; without it the event is printed in JSON mode only */
  report(event: ReporterEvent, text?: string): void;
}

/** JSON mode prints one object a line; otherwise the texts are printed. */
export function createReporter(write: (line: string) => void, json: boolean, now: () => Date): Reporter {
  return {
    report: (event, text) => {
      if (json) {
        write(JSON.stringify({ time: now().toISOString(), ...event }));
      } else if (text !== undefined) {
        write(text);
      }
    },
  };
}
