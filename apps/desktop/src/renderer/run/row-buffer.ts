import type { WindowClock } from '../app/clock.ts';

/**
 * Rows that arrive in pieces. They are appended to one array, and the window hears of them once a frame:
 * tens of thousands of rows neither copy an array nor draw a screen for each piece.
 */
export interface RowBuffer {
  /** Only ever appended to; read up to the count that the last announcement named. */
  readonly rows: readonly unknown[];
  add(pieces: readonly unknown[]): void;
  /** Announces what has arrived now, without waiting for the frame. */
  flush(): void;
  dispose(): void;
}

export function rowBuffer(clock: WindowClock, announce: () => void): RowBuffer {
  const rows: unknown[] = [];
  let takeBack: (() => void) | undefined;
  const flush = () => {
    if (takeBack === undefined) return;
    takeBack();
    takeBack = undefined;
    announce();
  };
  return {
    rows,
    add(pieces) {
      if (pieces.length === 0) return;
      for (const piece of pieces) rows.push(piece);
      takeBack ??= clock.nextFrame(() => {
        takeBack = undefined;
        announce();
      });
    },
    flush,
    dispose() {
      takeBack?.();
      takeBack = undefined;
    },
  };
}
