import { lazy } from '../../base/lazy.js';
import type { Catalog } from '../../core/catalog/catalog.js';

/** What answers the requests to a sample tenant, and what logs call it. */
interface SampleNetwork {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly source: string;
}

/** The networks of the sample tenants, by the ID of their connection. Loaded with the first request, which most users never send. */
export function sampleNetwork(options: {
  readonly catalog: () => Catalog;
  readonly now: () => Date;
}): (id: string) => SampleNetwork {
  const samples = lazy(() =>
    import('./sampleTenants.js').then(({ sampleTenants }) =>
      sampleTenants({ catalog: options.catalog(), now: options.now }),
    ),
  );
  return (id) => ({
    fetch: async (url, init) => (await samples()).of(id)(new Request(url, init)),
    source: 'sample data',
  });
}
