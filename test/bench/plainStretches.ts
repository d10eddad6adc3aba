import { parse } from 'csv-parse/sync';
import { csvOptions } from '../../src/table/recordParser.js';

/**
 * A prototype, to know what csv-parse costs: stretches of the file without a quote are split by the language's own `split`, lines with
 * one go to csv-parse. Correct for this measure's file, whose quoted cells hold no line breaks; the product would have to look for those.
 */
export function splitRecords(chunks: Iterable<Uint8Array>, onRecord: (cells: string[]) => void): void {
  const decoder = new TextDecoder();
  let rest = '';
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.includes('"')) {
        const records: string[][] = parse(line, csvOptions);
        records.forEach(onRecord);
      } else {
        onRecord(line.split(','));
      }
    }
  }
}
