import type { CatalogData } from '../../core/catalog/catalog.js';
import type { Fetch } from '../graph/http.js';

/** The few things that differ between VS Code on a computer (Node) and VS Code in a browser. */
export interface Platform {
  /** The catalogue's data; read when the first report is looked up, not at activation. */
  readCatalog(): CatalogData;
  /** VS Code's own fetch: it knows the user's proxy settings. */
  readonly fetch: Fetch;
}
