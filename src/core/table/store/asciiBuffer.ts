const MAX_BYTES = 32;

/** The bytes of a short text of ASCII, for what reads bytes: one text at a time. */
export class AsciiBuffer {
  readonly bytes = new Uint8Array(MAX_BYTES);

  /** @returns how many bytes of {@link bytes} the text is, or -1 for a text that is long, or more than ASCII */
  write(text: string): number {
    const { length } = text;
    if (length > MAX_BYTES) {
      return -1;
    }
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 0x7f) {
        return -1;
      }
      this.bytes[at] = unit;
    }
    return length;
  }
}
