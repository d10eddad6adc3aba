/** Less than this is not worth the call. */
const MIN_RELEASED_BYTES = 1 << 14;

/** A port that nobody listens at: what is given to it is gone. */
const discardPort = closedPort();

/**
 * Gives back the memory of arrays now; they are empty afterwards. For what is large and whose end is known: the garbage collector sees a small
 * object with a buffer somewhere else and is in no hurry, so that the scratch of one sort would still be there beside that of the next, and
 * the whole file beside its table.
 */
export function releaseBuffers(...arrays: readonly ArrayBufferView[]): void {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of arrays) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength >= MIN_RELEASED_BYTES) {
      buffers.add(buffer);
    }
  }
  if (buffers.size > 0) {
    discardPort.postMessage(undefined, [...buffers]);
  }
}

function closedPort() {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
