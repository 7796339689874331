import { useEffect, useRef, type RefObject } from 'react';
import type { Trial } from './trial.ts';

/** Gives the focus to the form's main button when a step of the trial took away or switched off what had it. */
export function useKeptFocus({ at }: Trial): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef(at);
  useEffect(() => {
    if (before.current !== at && document.activeElement === document.body) button.current?.focus();
    before.current = at;
  }, [at]);
  return button;
}
