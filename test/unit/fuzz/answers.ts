import fc from 'fast-check';

/** One answer of the service, as it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Has the form of a token. Nothing that is shown or logged may hold its last part, wherever a service quotes it. */
export const PLANTED_TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.PlantedSignature0123456789';
/** Downloads are secret in their path and their query. */
const PLANTED_LINK = 'https://reports.office.example/data/PlantedPath0123456789?sig=PlantedSignature0123456789';
export const PLANTED = /Planted(Signature|Path)/;

const quoted = fc.constantFrom(
  `Bearer ${PLANTED_TOKEN}`,
  `token=${PLANTED_TOKEN}`,
  `"${PLANTED_TOKEN}"`,
  encodeURIComponent(`Authorization: Bearer ${PLANTED_TOKEN}`),
  `No: ${PLANTED_LINK}, try later`,
  JSON.stringify({ error: { message: `inner Bearer ${PLANTED_TOKEN}` } }),
  'x'.repeat(3_000) + PLANTED_TOKEN,
);

const text = fc.oneof(
  quoted,
  fc.constantFrom('', 'TooManyRequests', 'InvalidAuthenticationToken', 'Forbidden', '$top', '2026-11-18', 'PT1H'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const key = fc.oneof(
  fc.constantFrom(
    ...['value', 'error', 'code', 'message', 'innerError', 'innererror', 'odata.error', 'error_description'],
    ...['request-id', 'requestId', '@odata.nextLink', '@odata.context', '__proto__', 'toString', 'lang', ''],
    ...['reportRefreshDate', 'reportDate', 'teamChatMessages', 'reportPeriod'],
  ),
  fc.string({ maxLength: 3 }),
);
const leaf = fc.oneof(text, fc.constantFrom(null, true, 0, -1, 1e21), fc.integer());

/** JSON with the words of the service at any place. */
const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node'), { maxKeys: 5 }),
  ),
})).node;

const rows = fc.array(
  fc.dictionary(fc.constantFrom('reportRefreshDate', 'reportDate', 'teamChatMessages', 'calls', 'new'), leaf, {
    maxKeys: 4,
  }),
  { maxLength: 4 },
);

const nextLink = fc.constantFrom(
  'https://graph.microsoft.com/beta/reports/getTeamsUserActivityCounts(period=%27D7%27)?$skiptoken=1',
  'https://graph.microsoft.com/v1.0/users',
  'https://graph.microsoft.com/beta/reports/../users?$skiptoken=1',
  'https://elsewhere.example/beta/reports/getTeamsUserActivityCounts?$skiptoken=1',
  'http://169.254.169.254/latest/meta-data',
  'javascript:alert(1)',
  '/beta/users',
  'x'.repeat(5_000),
);

/** A page or an error as they should be, with any node replaced by any other. */
const nearlyRight = fc
  .record({
    value: fc.oneof({ weight: 4, arbitrary: rows }, json),
    next: fc.option(fc.oneof(nextLink, json), { nil: undefined, freq: 2 }),
    error: fc.option(
      fc.record({ code: fc.oneof(text, json), message: fc.oneof(text, json), innerError: json }, { requiredKeys: [] }),
      { nil: undefined, freq: 1 },
    ),
  })
  .map(({ value, next, error }) => ({
    value,
    ...(next === undefined ? {} : { '@odata.nextLink': next }),
    ...(error === undefined ? {} : { error }),
  }));

const CSV = 'Report Refresh Date,Report Date,Team Chat Messages,Report Period\r\n2026-11-16,2026-11-16,1204,7\r\n';

const body = fc.oneof(
  { weight: 5, arbitrary: nearlyRight.map((page) => JSON.stringify(page)) },
  { weight: 3, arbitrary: json.map((page) => JSON.stringify(page) ?? '') },
  { weight: 2, arbitrary: fc.constantFrom(CSV, `\uFEFF${CSV}`, CSV.slice(0, 90), '') },
  { weight: 1, arbitrary: quoted },
  { weight: 1, arbitrary: quoted.map((secret) => `<html><body>${secret}</body></html>`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: json.map((page) => (JSON.stringify(page) ?? '').slice(0, -1)) },
);

const location = fc.constantFrom(
  PLANTED_LINK,
  PLANTED_LINK,
  'https://graph.microsoft.com/v1.0/users',
  'http://elsewhere.example/data/PlantedPath0123456789',
  'https://ada:PlantedPath0123456789@elsewhere.example/data',
  'javascript:alert(1)',
  'data:text/csv,a',
  'file:///etc/passwd',
  '//elsewhere.example/PlantedPath0123456789',
  '',
);
const headers = fc.record(
  {
    'content-type': fc.constantFrom(
      'application/json',
      'text/csv',
      'application/octet-stream',
      'text/html',
      'text/plain',
      'x',
    ),
    'retry-after': fc.constantFrom(
      '0',
      '0.01',
      '-1',
      '1e9',
      '120',
      'soon',
      'Mon, 01 Jan 1990 00:00:00 GMT',
      '99999999999',
    ),
    'www-authenticate': fc.constantFrom(`Bearer claims="${PLANTED_TOKEN}"`, 'Bearer error="invalid_token"', 'Basic'),
    'request-id': quoted.map((secret) => secret.replace(/[^\x20-\x7e]/g, '')),
    etag: fc.constantFrom('"w7"', 'W/"x"', '"', 'x'.repeat(9_000)),
    date: fc.constantFrom('Mon, 01 Jan 1990 00:00:00 GMT', 'never'),
  },
  { requiredKeys: [] },
);
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 3, arbitrary: fc.constantFrom(302, 307, 301) },
  { weight: 3, arbitrary: fc.constantFrom(400, 401, 403, 404, 409, 410, 429, 500, 502, 503, 504) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

/** What a broken or a hostile service answers, one after the other; the last is repeated. */
export const answers: fc.Arbitrary<readonly Answer[]> = fc.array(
  fc.record({ status, headers, body, location }).map(({ status, headers, body, location }) => ({
    status,
    headers: status >= 300 && status < 400 ? { ...headers, location } : headers,
    // `Response` lets them have none.
    body: [204, 205, 304].includes(status) ? '' : body,
  })),
  { minLength: 1, maxLength: 4 },
);
