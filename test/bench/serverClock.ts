import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A response of a server in this process. Times are in milliseconds since 1970. */
export interface Answer {
  readonly path: string;
  readonly status: number;
  /** When the request was read up to its body. */
  readonly arrived: number;
  /** When the end of the response was passed to the system. */
  readonly ended: number;
}

/** Times every response of the servers on these ports with the diagnostics channels of Node's HTTP server, so that the server is unchanged. */
export class ServerClock {
  readonly answers: Answer[] = [];
  readonly #ports: ReadonlySet<number>;
  readonly #arrivals = new WeakMap<IncomingMessage, number>();

  constructor(origins: readonly string[]) {
    this.#ports = new Set(origins.map((origin) => Number(new URL(origin).port)));
    channel('http.server.request.start').subscribe((message) => {
      this.#arrivals.set((message as { request: IncomingMessage }).request, now());
    });
    channel('http.server.response.finish').subscribe((message) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
      const { port } = request.socket.address() as AddressInfo;
      const arrived = this.#arrivals.get(request);
      if (this.#ports.has(port) && arrived !== undefined) {
        this.answers.push({ path: request.url ?? '', status: response.statusCode, arrived, ended: now() });
      }
    });
  }

  /** Responses that began and ended between two instants, oldest first. */
  between(start: number, end: number): readonly Answer[] {
    return this.answers
      .filter((answer) => answer.arrived >= start && answer.ended <= end)
      .sort((a, b) => a.arrived - b.arrived);
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
