import { lazy } from '../../base/lazy.js';
import type { Catalog } from '../../core/catalog/catalog.js';

/** As the web's, of addresses as texts. */
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What answers the requests of sample tenants, by the ID of their connection. Loaded with the first request, which most users never send. */
export function sampleFetch(options: {
  readonly catalog: () => Catalog;
  readonly now: () => Date;
}): (id: string) => Fetch {
  const samples = lazy(() =>
    import('./sampleTenants.js').then(({ sampleTenants }) =>
      sampleTenants({ catalog: options.catalog(), now: options.now }),
    ),
  );
  return (id) => async (url, init) => (await samples()).of(id)(new Request(url, init));
}
