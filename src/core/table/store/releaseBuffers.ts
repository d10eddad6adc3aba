/** Smaller buffers are not worth the call. */
const MIN_RELEASED_BYTES = 1 << 14;

/** A port without a receiver: buffers that are transferred to it are freed. */
const discardPort = closedPort();

/**
 * Frees the memory of arrays at once; they are empty afterwards. Use it for large arrays that are surely no longer needed. The garbage
 * collector sees only the small object in front of a buffer and is in no hurry: the scratch memory of one sort would still exist during the
 * next, and the whole file beside its table.
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
