interface BusyProps {
  readonly 'aria-disabled': boolean;
  readonly 'data-disabled'?: true;
}

/** A button that does nothing just now, and keeps the focus: one that is really disabled would lose it. */
export function busyProps(busy: boolean): BusyProps {
  return busy ? { 'aria-disabled': true, 'data-disabled': true } : { 'aria-disabled': false };
}
