const formats = new Map<string, Intl.DateTimeFormat>();

/** To make a format costs more than to use it. */
export function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(undefined, { timeZone: zone, ...options })));
  return found;
}
