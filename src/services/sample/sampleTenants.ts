import { type Company, fabrikam, northlight } from './company.js';
import { createSampleService, type SampleServiceOptions } from './sampleService.js';

type SampleService = ReturnType<typeof createSampleService>;

/** The tenants that are built in, by the ids of their connections. */
const companies: ReadonlyMap<string, Company> = new Map([
  ['sample', northlight],
  ['sample-concealed', fabrikam],
]);

/** The services of the tenants that are built in. A tenant is created with its first request. */
export function sampleTenants(options: Omit<SampleServiceOptions, 'company'>): { of(id: string): SampleService } {
  const services = new Map<string, SampleService>();
  return {
    of: (id) => {
      const company = companies.get(id);
      if (company === undefined) {
        throw new Error(`There is no sample tenant "${id}".`);
      }
      const service = services.get(id) ?? createSampleService({ ...options, company });
      services.set(id, service);
      return service;
    },
  };
}
