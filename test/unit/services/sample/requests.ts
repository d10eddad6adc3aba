import assert from 'node:assert/strict';
import { type ErrorBody, type Handler } from './support.js';

export const bearer = { authorization: 'Bearer token' };
export const graph = 'https://graph.microsoft.com';

export async function get(handler: Handler, url: string, headers: Record<string, string> = bearer): Promise<Response> {
  return handler(new Request(url, { headers }));
}

export async function errorOf(response: Response, status: number): Promise<ErrorBody['error']> {
  assert.equal(response.status, status);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  const { error } = (await response.json()) as ErrorBody;
  assert.equal(error.innerError['request-id'], response.headers.get('request-id'));
  return error;
}
