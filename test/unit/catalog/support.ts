import { Catalog, type CatalogData } from '../../../src/catalog/catalog.js';
import data from '../../../src/catalog/reports.json';

/** The real catalogue. The JSON's strings are plain strings to the compiler; that they are the words of the types is what the facts test holds. */
export const catalogData = data as unknown as CatalogData;

export const catalog = new Catalog(catalogData);
