/**
 * Lets everything else that waits for the event loop run once. A promise alone would not: its turn comes before any input,
 * timer or message.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
    } else {
      setTimeout(resolve, 0);
    }
  });
}
