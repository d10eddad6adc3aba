/** The rows of `getEmailActivityUserDetail` as JSON has them. */
export const ROWS = ['ada', 'bo', 'cy'].map((name, index) => ({
  reportRefreshDate: '2026-11-18',
  userPrincipalName: `${name}@north.example`,
  sendCount: index,
}));
export const PAGES = [ROWS.slice(0, 2), ROWS.slice(2)] as const;
export const etag = '"w7"';

/** A link to the file on a download host. */
export function downloadLink(origin: string): string {
  return `${origin}/reports.office.com/data?token=SECRETLINK`;
}

/** Microsoft Graph with one report: a CSV file behind a redirect, and JSON in two pages. */
export function twoPageService(request: Request): Promise<Response> {
  return Promise.resolve(answer(new URL(request.url), request.headers));
}

function answer(url: URL, headers: Headers): Response {
  if (url.origin !== 'https://graph.microsoft.com') {
    const lines = ROWS.map((row) => [row.reportRefreshDate, row.userPrincipalName, row.sendCount].join(','));
    return new Response(['Report Refresh Date,User Principal Name,Send Count', ...lines, ''].join('\r\n'));
  }
  if (!headers.has('authorization')) {
    return new Response(null, { status: 401 });
  }
  if (url.searchParams.get('$format') !== 'application/json') {
    const location = 'https://reports.office.com/data?token=SECRETLINK';
    return new Response(null, { status: 302, headers: { etag, location } });
  }
  if (url.searchParams.has('$skiptoken')) {
    return Response.json({ value: PAGES[1] });
  }
  url.searchParams.set('$skiptoken', '1');
  return Response.json({ value: PAGES[0], '@odata.nextLink': url.href }, { headers: { etag } });
}
