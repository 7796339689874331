import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconPencil } from '../components/icons.ts';
import { useMemo, type ReactNode } from 'react';
import { countOf, formatCount } from '../text/format.ts';
import { VirtualRows } from './virtual-rows.tsx';

interface TextViewProps {
  readonly label: string;
  readonly text: string;
  /** The content is Base64 because it is no text. */
  readonly binary: boolean;
  readonly onEdit: (() => void) | undefined;
}

const characterWidth = 7.4;
/** A line longer than this is drawn in pieces of this length: one endless line must not freeze the window. */
const longestLine = 2000;

interface TextLine {
  readonly text: string;
  /** Undefined for the continuation of a long line. */
  readonly number: number | undefined;
}

function linesOf(text: string): readonly TextLine[] {
  // What ends with a line break has no further line.
  return text
    .replace(/(\r\n|\r|\n)$/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((line, at): TextLine[] => {
      if (line.length <= longestLine) return [{ text: line, number: at + 1 }];
      const pieces: TextLine[] = [];
      for (let from = 0; from < line.length; from += longestLine)
        pieces.push({ text: line.slice(from, from + longestLine), number: from === 0 ? at + 1 : undefined });
      return pieces;
    });
}

/** A text with line numbers. Only the visible lines exist. */
export function TextView({ label, text, binary, onEdit }: TextViewProps): ReactNode {
  const lines = useMemo(() => linesOf(binary ? text.replaceAll(/(.{96})/g, '$1\n') : text), [text, binary]);
  const widest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.text.length), 0), [lines]);
  return (
    <div className="wiz-text">
      <div className="wiz-result-bar">
        <span className="wiz-quiet">
          {binary ? 'Not a text: shown as Base64' : countOf(lines.filter(({ number }) => number !== undefined).length, 'line', 'lines')}
        </span>
        <span className="wiz-result-bar-end">
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="compact-xs"
                onClick={copy}
                leftSection={copied ? <IconCheck size={13} aria-hidden="true" /> : <IconCopy size={13} aria-hidden="true" />}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          {onEdit !== undefined && !binary && (
            <Button variant="default" size="compact-xs" onClick={onEdit} leftSection={<IconPencil size={13} aria-hidden="true" />}>
              Edit
            </Button>
          )}
        </span>
      </div>
      <VirtualRows
        label={label}
        count={lines.length}
        rowHeight={20}
        role="list"
        walkable={false}
        minWidth={Math.ceil(widest * characterWidth) + 80}
      >
        {(index, _, style) => (
          <div key={index} role="listitem" className="wiz-row wiz-text-line" style={style}>
            <span className="wiz-text-number" aria-hidden="true">
              {lines[index]?.number === undefined ? '' : formatCount(lines[index].number)}
            </span>
            <span className="wiz-text-content">{lines[index]?.text}</span>
          </div>
        )}
      </VirtualRows>
    </div>
  );
}
