/** Headers of every Graph response. */
export interface ResponseIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly date: Date;
}

export function headersOf(
  { requestId, clientRequestId, date }: ResponseIds,
  extraHeaders: Readonly<Record<string, string>> = {},
): Headers {
  return new Headers({
    'request-id': requestId,
    'client-request-id': clientRequestId,
    date: date.toUTCString(),
    ...extraHeaders,
  });
}

/** An error response in Graph's format. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
  ids: ResponseIds,
  extraHeaders: Readonly<Record<string, string>> = {},
): Response {
  const innerError = {
    date: ids.date.toISOString().slice(0, 19),
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
  };
  return new Response(JSON.stringify({ error: { code, message, innerError } }), {
    status,
    headers: headersOf(ids, { 'content-type': 'application/json', ...extraHeaders }),
  });
}

/** A body that is generated while it is read. */
export function streamOf(chunks: Iterable<string>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.iterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const next = iterator.next();
      if (next.done === true) {
        controller.close();
      } else {
        controller.enqueue(encoder.encode(next.value));
      }
    },
    cancel() {
      iterator.return?.();
    },
  });
}
