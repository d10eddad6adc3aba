/** The longest of the periods that have a number of days, such as `D180`; `undefined` if there is none. */
export function longestPeriod(
  periods: readonly string[],
): { readonly period: string; readonly days: number } | undefined {
  return periods
    .flatMap((period) => {
      const days = /^D(\d+)$/.exec(period)?.[1];
      return days === undefined ? [] : [{ period, days: Number(days) }];
    })
    .reduce<ReturnType<typeof longestPeriod>>(
      (longest, one) => (longest === undefined || one.days > longest.days ? one : longest),
      undefined,
    );
}
