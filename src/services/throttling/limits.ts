import type { Format } from '../../core/catalog/definition.js';

/** How many requests the service takes within {@link WINDOW_SECONDS}. CSV has a limit per function besides the one per tenant. */
export interface Limits {
  readonly csvPerFunction: number;
  readonly csvPerTenant: number;
  readonly jsonPerTenant: number;
}

/** Source: Microsoft Graph throttling limits, "Reports service limits". */
export const defaultLimits: Limits = { csvPerFunction: 14, csvPerTenant: 40, jsonPerTenant: 100 };

export const WINDOW_SECONDS = 600;

/**
 * How much longer than the service's window a request is counted here. It is noted before it is sent and the service counts it when it
 * arrives, so a slow one would leave our window before it leaves the service's.
 */
export const MARGIN_SECONDS = 30;

/** The limits with whatever a person has set instead; what is no positive whole number is passed over. */
export function limitsFrom(set: { readonly [Name in keyof Limits]?: unknown }): Limits {
  const valid = (value: unknown, fallback: number) =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : fallback;
  return {
    csvPerFunction: valid(set.csvPerFunction, defaultLimits.csvPerFunction),
    csvPerTenant: valid(set.csvPerTenant, defaultLimits.csvPerTenant),
    jsonPerTenant: valid(set.jsonPerTenant, defaultLimits.jsonPerTenant),
  };
}

export function tenantLimit(limits: Limits, format: Format): number {
  return format === 'csv' ? limits.csvPerTenant : limits.jsonPerTenant;
}

/**
 * What of a limit unattended work may use up. A tenth stays for the person, who would otherwise find the service closed for ten minutes
 * because something in the background was quicker.
 */
export function unattendedLimit(limit: number): number {
  return Math.max(1, limit - Math.ceil(limit / 10));
}
