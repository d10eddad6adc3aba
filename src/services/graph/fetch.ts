/** The part of `fetch` that is used. Must support `redirect: 'manual'` and `signal`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
