import { themes, type ThemeName } from './themes.js';

const FONTS = {
  'font-family': 'system-ui, "Liberation Sans", sans-serif',
  'font-size': '13px',
  'editor-font-family': '"DejaVu Sans Mono", monospace',
};

/** Sets what VS Code sets on a webview: the variables of a theme, and fonts that every machine has. */
export function applyTheme(name: ThemeName): void {
  const { colors, bodyClass } = themes[name];
  const { style } = document.documentElement;
  style.cssText = '';
  for (const [variable, value] of Object.entries({ ...FONTS, ...colors })) {
    style.setProperty(`--vscode-${variable}`, value);
  }
  document.body.className = bodyClass;
}

/** The theme that the address names: `?theme=dark`. A test changes it with `window.applyTheme`. */
export function applyThemeOf(address: URLSearchParams): void {
  applyTheme((address.get('theme') ?? 'dark') as ThemeName);
  Object.assign(window, { applyTheme });
}
