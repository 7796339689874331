import type { ReactNode } from 'react';
import { ExternalLink } from '../components/external-link.tsx';
import type { Column } from './columns.ts';
import { isWords, shortUrl, valueText } from './value-text.ts';

interface CellProps {
  readonly value: unknown;
  readonly column: Column;
  /** Of what can be opened in it; in a table the arrow keys lead to the row. */
  readonly tabIndex?: number;
}

/** Further words of a list are counted. */
const mostPills = 3;

/** One value of a result, in one line. */
export function Cell({ value, column, tabIndex }: CellProps): ReactNode {
  if (isWords(value) && value.length > 0) return <Pills words={value} />;
  const short = column.format === 'url' ? shortUrl(value) : undefined;
  if (short !== undefined) {
    return (
      <ExternalLink url={String(value)} {...(tabIndex === undefined ? {} : { tabIndex })}>
        {short}
      </ExternalLink>
    );
  }
  const text = valueText(value, column);
  const code = column.format === 'code' || column.resource !== undefined;
  return (
    <span className={code ? 'wiz-clip wiz-mono' : 'wiz-clip'} title={text.length > 24 ? text : undefined}>
      {text}
    </span>
  );
}

function Pills({ words }: { readonly words: readonly string[] }) {
  const shown = words.slice(0, mostPills);
  return (
    <span className="wiz-pills" title={words.join(', ')}>
      {shown.map((word, at) => (
        <span key={`${String(at)}/${word}`} className="wiz-pill wiz-clip">
          {word}
        </span>
      ))}
      {words.length > shown.length && <span className="wiz-quiet">+{words.length - shown.length}</span>}
    </span>
  );
}
