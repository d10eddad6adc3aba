/** The little of papaparse that the benchmark uses; its types are a package of their own. */
declare module 'papaparse' {
  const Papa: { parse(text: string, options: { step: () => void; skipEmptyLines: boolean }): void };
  export default Papa;
}
