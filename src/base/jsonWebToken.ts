import { parseObject } from './json.js';

/**
 * The claims of a JSON Web Token (RFC 7519). The signature is not verified, so nothing that matters for security may depend on them.
 * @returns `undefined` for text that is no such token
 */
export function claimsOf(token: string): Readonly<Record<string, unknown>> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token)?.[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
    return parseObject(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
