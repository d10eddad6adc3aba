import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutRoot } from '../../support/host/checkout.mjs';

export interface Setting {
  readonly scope?: string;
  readonly type: string;
  readonly default: unknown;
}

export interface MenuEntry {
  readonly command: string;
  /** In place of the command: the menu that the entry opens. */
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

export interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly { readonly completionEvents: readonly string[] }[] }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

export const manifestText = readFileSync(path.join(checkoutRoot(), 'package.json'), 'utf8');
export const manifest = JSON.parse(manifestText) as Manifest;

/** Every setting, without `usageReports.`. */
export const settings = new Map(
  manifest.contributes.configuration.flatMap(({ properties }) =>
    Object.entries(properties).map(([id, setting]) => [id.replace(/^usageReports\./, ''), setting] as const),
  ),
);
