import { TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { IconSearch } from '../../components/icons.ts';
import { useSettled } from '../../form/use-settled.ts';

/** The journal is asked when somebody has paused for so long, in milliseconds. */
const pauseMs = 250;
const longestText = 200;

interface SearchInputProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Words to find runs by. They are looked for when the person pauses. */
export function SearchInput({ text, onText }: SearchInputProps): ReactNode {
  const [typed, setTyped] = useState(text);
  const [sent, setSent] = useState(text);
  const [seen, setSeen] = useState(text);
  const settled = useSettled(typed, pauseMs);
  const tell = useEffectEvent(() => {
    if (settled !== typed || settled === sent) return;
    setSent(settled);
    onText(settled);
  });
  useEffect(() => tell(), [settled]);
  if (text !== seen) {
    setSeen(text);
    // Not what was typed here: it was changed by Back or by “Show all”.
    if (text !== sent) {
      setTyped(text);
      setSent(text);
    }
  }
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label="Find in the journal"
      placeholder="Find in the journal"
      value={typed}
      maxLength={longestText}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={13} stroke={1.7} aria-hidden="true" />}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
