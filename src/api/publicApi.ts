import type { UsageReportsApi } from './api.js';
import type { PublicApiOptions } from './apiMethods.js';

/** The public API. Few extensions ask for anything, so what answers them is loaded with the first question. */
export function createPublicApi(options: PublicApiOptions): UsageReportsApi {
  const methods = async () => (await import('./apiMethods.js')).apiMethods(options);
  return {
    apiVersion: 1,
    listReports: async () => (await methods()).listReports(),
    getReport: async (...args) => (await methods()).getReport(...args),
    exportReport: async (...args) => (await methods()).exportReport(...args),
    query: async (...args) => (await methods()).query(...args),
    listViews: async () => (await methods()).listViews(),
    queryView: async (...args) => (await methods()).queryView(...args),
  };
}
