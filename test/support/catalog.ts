import { Catalog, type CatalogData } from '../../src/core/catalog/catalog.js';
import data from '../../src/core/catalog/reports.json';

/** The real catalog. To the compiler the JSON's strings are plain strings; the facts test checks that they are the right words. */
export const catalogData = data as unknown as CatalogData;

export const catalog = new Catalog(catalogData);
