import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A server with the pages of users of a directory, on a thread of its own, so that its work is not measured as ours. */
export interface DirectoryServer {
  readonly origin: string;
  close(): Promise<unknown>;
}

/** The users are those of `userReports.ts`, by ID and name. */
const SCRIPT = `
const { createServer } = require('node:http');
const { parentPort, workerData: users } = require('node:worker_threads');
const hex = (user) => user.toString(16).padStart(8, '0');
const rowOf = (user) => ({
  id: hex(user) + '-0000-4000-8000-' + hex(user) + '0000',
  userPrincipalName: 'user' + String(user).padStart(7, '0') + '@northlight.example',
  displayName: 'Person ' + user,
  department: 'Department ' + (user % 300),
  companyName: 'Northlight',
  country: user % 2 === 0 ? 'Germany' : 'France',
  officeLocation: 'Building ' + (user % 90),
  employeeType: 'Employee',
  accountEnabled: user % 20 !== 0,
  userType: 'Member',
  createdDateTime: '2021-03-04T05:06:07Z',
  assignedLicenses: [{ skuId: 'sku-' + (user % 4), disabledPlans: [] }],
});
const server = createServer((request, response) => {
  const url = new URL(request.url, origin());
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const to = Math.min(users, from + 999);
  const value = Array.from({ length: to - from }, (_, at) => rowOf(from + at));
  url.searchParams.set('$skiptoken', String(to));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ value, ...(to < users ? { '@odata.nextLink': url.href } : {}) }));
});
const origin = () => 'http://127.0.0.1:' + server.address().port;
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address()));
`;

export async function startDirectoryServer(users: number): Promise<DirectoryServer> {
  const worker = new Worker(SCRIPT, { eval: true, workerData: users });
  const [address] = (await once(worker, 'message')) as [AddressInfo];
  return { origin: `http://127.0.0.1:${address.port}`, close: () => worker.terminate() };
}
