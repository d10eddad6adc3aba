/** Longer ones are no ETags, and servers refuse requests with them. */
const MAX_LENGTH = 1024;

/** One tag, in quotes or without any. `*` and lists are none: they would match what nobody has archived, which then counts as unchanged. */
const oneTag = /^((W\/)?"[\x21\x23-\x7e]*"|[\x21\x23-\x29\x2b\x2d-\x7e]+)$/;

/**
 * An ETag as it can be sent: visible ASCII characters. `fetch` throws at others, such as a line break that somebody wrote into a `meta.json`,
 * and the report could not be requested any more. Quotes are not required, because some download hosts leave them out.
 * @returns `undefined` if it cannot be sent; the request is then unconditional
 */
export function sendableEtag(etag: string | null | undefined): string | undefined {
  return etag !== null && etag !== undefined && etag.length <= MAX_LENGTH && oneTag.test(etag) ? etag : undefined;
}
