type Values = readonly (number | null)[];

/** Indices of values with no known neighbor. A line through the values would not show them. */
export function isolatedIndices(values: Values): readonly number[] {
  const isKnown = (index: number) => typeof values[index] === 'number';
  return values.flatMap((value, index) =>
    value !== null && !isKnown(index - 1) && !isKnown(index + 1) ? [index] : [],
  );
}

/** Index of the last value that is known. */
export function lastKnownIndex(values: Values): number | undefined {
  const index = values.findLastIndex((value) => value !== null);
  return index < 0 ? undefined : index;
}
