import { formatBytes, formatCount, formatMinute } from '../text/format.ts';
import type { Column } from './columns.ts';

/** A value as a sentence would say it; what has no value is a dash. */
export function valueText(value: unknown, { format, resource }: Partial<Pick<Column, 'format' | 'resource'>>): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') {
    if (resource !== undefined) return String(value);
    if (format === 'bytes') return formatBytes(value);
    return format === 'time' ? formatMinute(value) : formatCount(value);
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (isWords(value)) return value.length === 0 ? '–' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value is a list of texts. */
export function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** An address of the web in short: its host and the last part of its path. Undefined for anything else. */
export function shortUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return undefined;
  try {
    const { hostname, pathname } = new URL(value);
    const host = hostname.replace(/^www\./, '');
    const parts = pathname.split('/').filter((part) => part !== '');
    const last = parts.at(-1);
    if (last === undefined) return host;
    return parts.length === 1 ? `${host}/${last}` : `${host}/…/${last}`;
  } catch {
    return undefined;
  }
}
