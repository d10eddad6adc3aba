/** The largest logo, in characters of its data URI: enough for a picture of 100 KB. */
export const MAX_LOGO_LENGTH = 140_000;

/** How files of the pictures begin that a document may have, in Base64. SVG is none: it can have scripts and links. */
const PICTURES: Readonly<Record<string, RegExp>> = {
  png: /^iVBORw0KGg[o-r]/,
  jpeg: /^\/9j\//,
  webp: /^UklGR.{6}XRUJQ/,
};
const dataUri = /^data:image\/(png|jpeg|webp);base64,((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** Whether a text is a data URI of a PNG, JPEG, or WebP picture that begins as its format says, and is not too large. */
export function isSafeLogo(text: string): boolean {
  const [, format = '', content = ''] = text.length <= MAX_LOGO_LENGTH ? (dataUri.exec(text) ?? []) : [];
  return PICTURES[format]?.test(content) ?? false;
}

/** @returns `#rrggbb` in lower case; `undefined` where the text is no color of that form, or of `#rgb` */
export function accentColorOf(text: string): string | undefined {
  const color = text.trim().toLowerCase();
  if (/^#[\da-f]{3}$/.test(color)) {
    return color.replaceAll(/[\da-f]/g, '$&$&');
  }
  return /^#[\da-f]{6}$/.test(color) ? color : undefined;
}

/** A picture as a data URI; `undefined` where the bytes are no PNG, JPEG, or WebP picture, or too many. */
export function logoOf(content: Uint8Array): string | undefined {
  if (content.length > MAX_LOGO_LENGTH) {
    return undefined;
  }
  const base64 = btoa(Array.from(content, (byte) => String.fromCharCode(byte)).join(''));
  return Object.keys(PICTURES)
    .map((format) => `data:image/${format};base64,${base64}`)
    .find(isSafeLogo);
}
