import type { Format } from '../../core/catalog/definition.js';

/** How many requests the service accepts within {@link WINDOW_SECONDS}. CSV has a limit per function and one per tenant. */
export interface Limits {
  readonly csvPerFunction: number;
  readonly csvPerTenant: number;
  readonly jsonPerTenant: number;
}

/** Source: Microsoft Graph throttling limits, "Reports service limits". */
export const defaultLimits: Limits = { csvPerFunction: 14, csvPerTenant: 40, jsonPerTenant: 100 };

export const WINDOW_SECONDS = 600;

/**
 * How much longer a request counts here than in the service's window. It is recorded when it is sent, but the service counts it when it
 * arrives, so a slow request would end here before it ends there.
 */
export const MARGIN_SECONDS = 30;

/** The default limits, overridden by configured ones. Values that are no positive integer are ignored. */
export function limitsFrom(configured: { readonly [Name in keyof Limits]?: unknown }): Limits {
  const valid = (value: unknown, fallback: number) =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : fallback;
  return {
    csvPerFunction: valid(configured.csvPerFunction, defaultLimits.csvPerFunction),
    csvPerTenant: valid(configured.csvPerTenant, defaultLimits.csvPerTenant),
    jsonPerTenant: valid(configured.jsonPerTenant, defaultLimits.jsonPerTenant),
  };
}

export function tenantLimit(limits: Limits, format: Format): number {
  return format === 'csv' ? limits.csvPerTenant : limits.jsonPerTenant;
}

/**
 * The part of a limit that unattended requests may use. A tenth is left to interactive requests, which would otherwise be throttled for
 * ten minutes because of background work.
 */
export function unattendedLimit(limit: number): number {
  return Math.max(1, limit - Math.ceil(limit / 10));
}
