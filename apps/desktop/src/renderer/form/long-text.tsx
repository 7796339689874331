import { Textarea, type TextareaProps } from '@mantine/core';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { asTyped, withLineEndsOf } from './line-ends.ts';

interface LongTextProps extends Omit<TextareaProps, 'value' | 'defaultValue' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * A text of any length, with its own line ends. The browser keeps the text, and it is only overwritten when somebody else
 * changed it: React would otherwise write a second copy of it into the page at every key.
 */
export function LongText({ value, onChange, ...props }: LongTextProps): ReactNode {
  const area = useRef<HTMLTextAreaElement>(null);
  const [first] = useState(value);
  useLayoutEffect(() => {
    const text = asTyped(value);
    if (area.current !== null && area.current.value !== text) area.current.value = text;
  }, [value]);
  return (
    <Textarea {...props} ref={area} defaultValue={first} onChange={(event) => onChange(withLineEndsOf(value, event.currentTarget.value))} />
  );
}
