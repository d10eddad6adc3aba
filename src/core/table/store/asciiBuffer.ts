const MAX_BYTES = 32;

/** Turns a short ASCII text into bytes, so that the parsers of bytes can read it. Holds one text at a time. */
export class AsciiBuffer {
  readonly bytes = new Uint8Array(MAX_BYTES);

  /** @returns the text's length in {@link bytes}; -1 if the text is too long or is not ASCII */
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
