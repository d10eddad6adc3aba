import {
  type GenericSchema,
  type InferOutput,
  integer,
  literal,
  maxLength,
  minValue,
  number,
  object,
  pipe,
  strictObject,
  string,
  unknown,
  variant,
} from 'valibot';

/**
 * How a page and the extension host talk to each other. A page's protocol says what may be said, with one schema for both sides;
 * whoever receives something validates it, and drops what does not fit.
 */
export interface PageProtocol {
  /** From the host to the page, without an answer. */
  readonly event: GenericSchema;
  /** From the page to the host, without an answer. */
  readonly message: GenericSchema;
  /** From the page to the host, each with one reply. */
  readonly requests: Readonly<Record<string, RequestSchemas>>;
}

export interface RequestSchemas {
  readonly params: GenericSchema;
  readonly result: GenericSchema;
}

export type EventOf<P extends PageProtocol> = OutputOf<P['event']>;
export type MessageOf<P extends PageProtocol> = OutputOf<P['message']>;
export type MethodOf<P extends PageProtocol> = keyof P['requests'] & string;
export type ParamsOf<P extends PageProtocol, M extends MethodOf<P>> = OutputOf<P['requests'][M]['params']>;
export type ResultOf<P extends PageProtocol, M extends MethodOf<P>> = OutputOf<P['requests'][M]['result']>;

/** What a schema is of. Neither side may change it. */
export type OutputOf<S extends GenericSchema> = DeepReadonly<InferOutput<S>>;

type DeepReadonly<T> = T extends Uint8Array ? T : { readonly [K in keyof T]: DeepReadonly<T[K]> };

const requestId = pipe(number(), integer(), minValue(0));

/** What travels from a page to the host. */
export const pageEnvelope = variant('kind', [
  /** The page listens. Also sent by a page that has started over: it knows nothing of its earlier requests. */
  strictObject({ kind: literal('ready') }),
  strictObject({ kind: literal('message'), message: unknown() }),
  strictObject({
    kind: literal('request'),
    id: requestId,
    method: pipe(string(), maxLength(100)),
    params: unknown(),
  }),
  /** Nobody waits for the reply any more. */
  strictObject({ kind: literal('cancel'), id: requestId }),
]);

/** What travels from the host to a page. */
export const hostEnvelope = variant('kind', [
  object({ kind: literal('event'), event: unknown() }),
  object({ kind: literal('result'), id: requestId, result: unknown() }),
  /** `text` says in the user's language what went wrong. It is safe to show: no token, no secret, no download URL. */
  object({ kind: literal('failure'), id: requestId, text: string() }),
  /** The host gave up the request, because what it was about is gone. */
  object({ kind: literal('cancelled'), id: requestId }),
]);

export type PageEnvelope = InferOutput<typeof pageEnvelope>;
export type HostEnvelope = InferOutput<typeof hostEnvelope>;
