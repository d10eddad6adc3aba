import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from '../../support/host/checkout.mjs';

const root = checkoutRoot();

/** The scripts below `src/` and `media/`, whatever their ending. */
export function scripts(): string[] {
  return ['src', 'media'].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
      .map((name) => path.posix.join(top, name.replaceAll(path.sep, '/'))),
  );
}

export function readSource(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}
