/** A source from the integration's folder on: `github/contract/src/issues.ts`. */
export function shortPath(file: string): string {
  const parts = file.split(/[\\/]/);
  const start = parts.lastIndexOf('integrations');
  return parts.slice(start + 1).join('/');
}

/** A moment to the millisecond, as a log needs it: “14:03:22.041”. */
export function formatTime(at: number): string {
  const moment = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(':');
  return `${clock}.${String(moment.getMilliseconds()).padStart(3, '0')}`;
}
