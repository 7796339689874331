import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatMinute } from '../text/format.ts';
import type { Column } from './columns.ts';

/** A value as a sentence would say it; what has no value is a dash. */
export function valueText(value: unknown, format: Column['format']): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'number') {
    if (format === 'bytes') return formatBytes(value);
    return format === 'time' ? formatMinute(value) : formatCount(value);
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One value of a result. */
export function Cell({ value, column }: { readonly value: unknown; readonly column: Column }): ReactNode {
  const text = valueText(value, column.format);
  const code = column.format === 'code' || column.resource !== undefined;
  return (
    <span className={code ? 'wiz-clip wiz-mono' : 'wiz-clip'} title={text.length > 24 ? text : undefined}>
      {text}
    </span>
  );
}
