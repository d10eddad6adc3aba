import { isObject, parseObject } from '../../base/json.js';
import { redact } from '../../base/redact.js';

/** What the body of an error response says, as far as it says anything. */
export interface ServiceError {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/**
 * Reads the body of an error response. The service may wrap one error in another (the outer `message` is then the JSON text of the
 * inner one) or leave the code empty, and the body may be a proxy's web page, half of an error, or rows of a report. The innermost code and
 * message win, because the outer ones are generic. Never throws.
 */
export function readErrorBody(body: string): ServiceError {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '' || text.startsWith('<')) {
    return {};
  }
  const parsed = parseObject(text);
  if (!parsed) {
    return isSentence(text) ? { message: redact(text, 200) } : {};
  }
  return clean(unwrap(parsed, 0));
}

/** Whether a body without structure is something that a person wrote, and not data or half of something. */
function isSentence(text: string): boolean {
  // Rows of a report have a separator without a blank behind it, and a link alone is no sentence.
  return /^[A-Z]/i.test(text) && !/[{}[\]<>|;\t"]|,\S|^https?:\S*$/i.test(text);
}

/** The error inside a JSON response whose status claims success. */
export function findErrorInBody(json: unknown): ServiceError | undefined {
  return isObject(json) && isObject(json['error']) ? clean(unwrap(json, 0)) : undefined;
}

const MAX_DEPTH = 5;

function unwrap(json: Readonly<Record<string, unknown>>, depth: number): ServiceError {
  const error = isObject(json['error']) ? json['error'] : isObject(json['odata.error']) ? json['odata.error'] : json;
  // OAuth errors are flat: {"error": "invalid_token", "error_description": "…"}.
  const code = text(error['code']) ?? text(json['error']);
  const message = messageText(error['message']) ?? text(json['error_description']);
  const details = error['innerError'] ?? error['innererror'];
  const innerError = isObject(details) ? details : {};
  const wrapped = message === undefined || depth >= MAX_DEPTH ? undefined : parseObject(message);
  const inner = wrapped ? unwrap(wrapped, depth + 1) : {};
  return {
    code: inner.code ?? code,
    message: inner.message ?? (wrapped ? undefined : message),
    // The outermost id is the one that Microsoft support can find.
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
