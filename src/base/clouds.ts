/** Microsoft's clouds: what connections, the catalog, and errors call them. GCC is part of the global cloud. */
export const MICROSOFT_CLOUDS = ['global', 'usgov', 'usgovdod', 'china'] as const;

export type MicrosoftCloud = (typeof MICROSOFT_CLOUDS)[number];
