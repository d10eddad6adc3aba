/** Whether Windows reserves a name for a device, with or without an extension, in any folder. */
export function isReservedOnWindows(name: string): boolean {
  return /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name);
}
