export const csv =
  '\uFEFFReport Refresh Date,Team Chat Messages,Report Period\r\n2026-11-16,1204,7\r\n2026-11-15,,7\r\n';
export const csvBytes = new TextEncoder().encode(csv);
export const etag = '"w7"';
export const requestId = '2c1bfa30-4d67-4a7f-8a07-6f8b8f5b2d11';

export interface SmallServiceOptions {
  readonly file?: Uint8Array;
  /** Rows of each JSON page. */
  readonly pages?: readonly (readonly unknown[])[];
}

/** As much of the protocol as the client's tests need: 302 and download, JSON with pages, ETag and 304. */
export function smallService({
  file = csvBytes,
  pages = [[{ teamChatMessageCount: 1204 }]],
}: SmallServiceOptions = {}) {
  return (request: Request): Promise<Response> => Promise.resolve(answer(request, file, pages));
}

function answer(request: Request, file: Uint8Array, pages: readonly (readonly unknown[])[]): Response {
  const url = new URL(request.url);
  if (url.origin !== 'https://graph.microsoft.com') {
    return new Response(new Uint8Array(file), { headers: { 'content-type': 'application/octet-stream' } });
  }
  const headers = { 'request-id': requestId };
  if (!request.headers.has('authorization')) {
    return Response.json(
      { error: { code: 'InvalidAuthenticationToken', message: 'Token is missing.' } },
      { status: 401, headers },
    );
  }
  if (request.headers.get('if-none-match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  if (url.searchParams.get('$format') === 'application/json') {
    const page = Number(url.searchParams.get('$skiptoken') ?? 0);
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(page + 1));
    const more = page + 1 < pages.length && { '@odata.nextLink': next.href };
    return Response.json({ value: pages[page] ?? [], ...more }, { headers });
  }
  const location = `https://reportsweu.office.com/data/download/SECRETPATH?token=SECRETQUERY`;
  return new Response(null, { status: 302, headers: { ...headers, etag, location } });
}
