import { createSampleService } from '../../src/services/sample/sampleService.js';
import { catalog } from './catalog.js';
import { type GraphServer, startGraphServer } from './graphServer.js';

/** A real HTTP server on this machine that answers as Microsoft Graph does, with the reports of the sample tenant. */
export function startSampleServer(now: () => Date = () => new Date()): Promise<GraphServer> {
  return startGraphServer({ handler: createSampleService({ catalog, now }) });
}
