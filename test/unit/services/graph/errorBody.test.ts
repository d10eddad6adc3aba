import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findErrorInBody, readErrorBody } from '../../../../src/services/graph/errorBody.js';

const id = '7f0d8e3a-5c1b-4e64-9a55-0d2f6f3b1c77';

describe('readErrorBody', () => {
  it('reads a plain error', () => {
    const body = JSON.stringify({
      error: { code: 'InvalidArgument', message: 'Bad period.', innerError: { 'request-id': id, date: '2026-11-18' } },
    });
    assert.deepEqual(readErrorBody(body), { code: 'InvalidArgument', message: 'Bad period.', requestId: id });
  });

  it('unwraps an error inside the message of another', () => {
    const inner = JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } });
    const body = JSON.stringify({ error: { code: 'UnknownError', message: inner, innerError: { 'request-id': id } } });
    assert.deepEqual(readErrorBody(body), { code: 'S2SUnauthorized', message: 'Invalid permission.', requestId: id });
  });

  it('keeps the outer code where the inner one is empty', () => {
    const body = JSON.stringify({
      error: { code: 'UnknownError', message: '{"error":{"code":"","message":"Later."}}' },
    });
    assert.deepEqual(readErrorBody(body), { code: 'UnknownError', message: 'Later.' });
  });

  it('takes an empty code for none', () => {
    assert.deepEqual(
      readErrorBody('{"error":{"code":"","message":"An error has occurred.","innererror":{"request-id":"abc"}}}'),
      {
        message: 'An error has occurred.',
        requestId: 'abc',
      },
    );
  });

  it('reads the message of the older dialects', () => {
    assert.deepEqual(readErrorBody('{"odata.error":{"code":"X","message":{"lang":"en","value":"Old."}}}'), {
      code: 'X',
      message: 'Old.',
    });
    assert.deepEqual(readErrorBody('{"error":"invalid_token","error_description":"Old."}'), {
      code: 'invalid_token',
      message: 'Old.',
    });
  });

  it('finds nothing in nothing and in a web page', () => {
    assert.deepEqual(readErrorBody(''), {});
    assert.deepEqual(readErrorBody(' \r\n<!DOCTYPE html><p>503'), {});
  });

  it('keeps a short plain text', () => {
    assert.deepEqual(readErrorBody('upstream\n connect error'), { message: 'upstream connect error' });
  });

  it('takes no data and no piece of something for an explanation', () => {
    for (const body of [
      'Report Refresh Date,User Principal Name\r\n2026-11-18,ada@north.example\r\n',
      'ada@north.example,2026-11-18',
      '{"error":{"code":"X","message":"Half a sen',
      '["a", "b"]',
      'https://reports.office.com/data?token=SECRET',
      '2026-11-18',
    ]) {
      assert.deepEqual(readErrorBody(body), {}, body);
    }
    assert.deepEqual(readErrorBody('This link has expired, sorry.'), { message: 'This link has expired, sorry.' });
    assert.deepEqual(readErrorBody('Forbidden'), { message: 'Forbidden' });
  });

  it('leaves out tokens and the secret part of links', () => {
    const message =
      'Bearer SECRET at https://u:SECRET@reports.office.com/data/SECRET?sig=SECRET with eyJSECRET.eyJSECRET.SECRET';
    const said = readErrorBody(JSON.stringify({ error: { code: 'https://x.example/SECRET', message } }));
    assert.deepEqual(said, { code: 'https://x.example/…', message: 'Bearer … at https://reports.office.com/… with …' });
  });

  it('never throws and never gives empty texts', () => {
    const nested = fc.letrec<{ body: unknown }>((tie) => ({
      body: fc.record(
        {
          error: fc.record(
            {
              code: fc.oneof(fc.string(), fc.jsonValue()),
              message: fc.oneof(
                fc.string(),
                fc.jsonValue(),
                tie('body').map((body) => JSON.stringify(body)),
              ),
              innerError: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    })).body;
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      nested.map((body) => JSON.stringify(body)),
    );
    fc.assert(
      fc.property(bodies, (body) =>
        Object.values(readErrorBody(body)).every((text) => typeof text === 'string' && text.length <= 500),
      ),
    );
  });

  it('survives a body wrapped deeper than anyone would', () => {
    let body = '{"error":{"code":"Innermost","message":"!"}}';
    for (let depth = 0; depth < 12; depth++) {
      body = JSON.stringify({ error: { code: `Level${depth}`, message: body } });
    }
    assert.equal(readErrorBody(body).code, 'Level6');
  });
});

describe('errorInside', () => {
  it('tells an error from a page', () => {
    assert.equal(findErrorInBody({ value: [] }), undefined);
    assert.equal(findErrorInBody([]), undefined);
    assert.equal(findErrorInBody(null), undefined);
    assert.deepEqual(findErrorInBody({ error: { code: 'X' } }), { code: 'X' });
  });
});
