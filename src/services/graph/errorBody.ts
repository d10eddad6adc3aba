import { redact } from '../../base/redact.js';

/** What an error body says, as far as it says anything. */
export interface ServiceError {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/**
 * Reads the body of a failed answer. The service may wrap one error in another (the outer `message` being the JSON text of the
 * inner one), leave the code empty, or not be the one who answered at all (a proxy's page). The innermost code and message win,
 * because the outer ones only say that something went wrong. Never throws.
 */
export function readErrorBody(body: string): ServiceError {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '' || text.startsWith('<')) {
    return {};
  }
  const parsed = parseObject(text);
  if (!parsed) {
    return { message: redact(text, 200) };
  }
  return clean(unwrap(parsed, 0));
}

/** The error inside a JSON answer that came with a status of success, or `undefined` where there is none. */
export function findErrorInBody(json: unknown): ServiceError | undefined {
  return isObject(json) && isObject(json['error']) ? clean(unwrap(json, 0)) : undefined;
}

const MAX_DEPTH = 5;

function unwrap(json: Readonly<Record<string, unknown>>, depth: number): ServiceError {
  const error = isObject(json['error']) ? json['error'] : isObject(json['odata.error']) ? json['odata.error'] : json;
  // OAuth spells it flat: {"error": "invalid_token", "error_description": "…"}.
  const code = text(error['code']) ?? text(json['error']);
  const message = messageText(error['message']) ?? text(json['error_description']);
  const details = error['innerError'] ?? error['innererror'];
  const innerError = isObject(details) ? details : {};
  const wrapped = message === undefined || depth >= MAX_DEPTH ? undefined : parseObject(message);
  const inner = wrapped ? unwrap(wrapped, depth + 1) : {};
  return {
    code: inner.code ?? code,
    message: inner.message ?? (wrapped ? undefined : message),
    // The outermost id is the one that Graph's support can find.
    requestId: text(innerError['request-id']) ?? text(innerError['requestId']) ?? inner.requestId,
  };
}

function clean({ code, message, requestId }: ServiceError): ServiceError {
  return {
    ...(code !== undefined && { code: redact(code, 100) }),
    ...(message !== undefined && { message: redact(message) }),
    ...(requestId !== undefined && { requestId: redact(requestId, 100) }),
  };
}

/** OData 3 had the message as `{ lang, value }`. */
function messageText(value: unknown): string | undefined {
  return text(isObject(value) ? value['value'] : value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function parseObject(source: string): Readonly<Record<string, unknown>> | undefined {
  if (!source.startsWith('{')) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
