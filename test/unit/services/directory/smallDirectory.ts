type DirectoryRow = Readonly<Record<string, unknown>>;

/** A user as Microsoft Graph sends it. */
export function user(index: number): DirectoryRow {
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    userPrincipalName: `user${index}@north.example`,
    displayName: `User ${index}`,
    department: index % 3 === 0 ? null : `Department ${index % 7}`,
    country: 'DE',
    officeLocation: null,
    companyName: 'North',
    employeeType: 'Employee',
    accountEnabled: index % 5 !== 0,
    userType: 'Member',
    createdDateTime: '2020-01-02T03:04:05Z',
    assignedLicenses: index % 2 === 0 ? [] : [{ skuId: `sku-${index % 4}`, disabledPlans: [] }],
  };
}

export interface SmallDirectory {
  readonly users: number;
  /** Of one page; default: what the request asks for. */
  readonly pageSize?: number;
  readonly signIns?: boolean;
}

const SKUS = [
  {
    skuId: 'sku-1',
    skuPartNumber: 'SPE_E5',
    capabilityStatus: 'Enabled',
    consumedUnits: 14,
    prepaidUnits: { enabled: 25, suspended: 0, warning: 2, lockedOut: 0 },
  },
];

/** As much of a directory as the requests need: pages that are made when they are asked for. */
export function smallDirectory({ users, pageSize, signIns = true }: SmallDirectory) {
  return (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (!request.headers.has('authorization')) {
      return Promise.resolve(new Response(null, { status: 401 }));
    }
    if (url.pathname === '/v1.0/subscribedSkus') {
      return Promise.resolve(Response.json({ value: SKUS }));
    }
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const to = Math.min(users, from + (pageSize ?? Number(url.searchParams.get('$top'))));
    const isSignIns = url.searchParams.get('$select')?.includes('signInActivity') === true;
    const rowOf = (index: number): DirectoryRow => {
      const { id, ...rest } = user(index);
      return isSignIns
        ? {
            id,
            ...(signIns && index % 2 === 0 ? { signInActivity: { lastSignInDateTime: '2026-11-20T08:00:00Z' } } : {}),
          }
        : { id, ...rest };
    };
    const value = Array.from({ length: to - from }, (_, index) => rowOf(from + index));
    url.searchParams.set('$skiptoken', String(to));
    return Promise.resolve(Response.json({ value, ...(to < users ? { '@odata.nextLink': url.href } : {}) }));
  };
}
