import type { KnownSecrets } from '../services/auth/knownSecrets.js';
import type { Output } from './output.js';
import { jsonLine, safeLines } from './safeLines.js';

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

export interface ReporterOptions {
  readonly output: Pick<Output, 'write'>;
  /** One object a line; otherwise the texts are printed. */
  readonly json: boolean;
  readonly now: () => Date;
  /** What no line says, whatever was put into it. */
  readonly secrets: Pick<KnownSecrets, 'hide'>;
}

/** What happens on the way. Where nobody reads it, it may be left out; results never are. */
const ON_THE_WAY = ['report', 'wait', 'log'];

/** Prints events such that no text in them commands a terminal or a pipeline, or shows a secret. */
export function createReporter({ output, json, now, secrets }: ReporterOptions): Reporter {
  return {
    report: (event, text) => {
      const canBeSkipped = ON_THE_WAY.includes(event.event);
      if (json) {
        const hidden = JSON.parse(
          JSON.stringify(event, (_, value: unknown) => (typeof value === 'string' ? secrets.hide(value) : value)),
        ) as object;
        output.write(jsonLine({ time: now().toISOString(), ...hidden }), canBeSkipped);
      } else if (text !== undefined) {
        safeLines(secrets.hide(text)).forEach((line) => output.write(line, canBeSkipped));
      }
    },
  };
}
