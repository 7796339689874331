import type { ReactNode } from 'react';
import { Kbd } from '@mantine/core';

const isMac = /mac/i.test(navigator.platform);

/** The modifier that shortcuts use here: ⌘ on a Mac, Ctrl elsewhere. */
export const modKey = isMac ? '⌘' : 'Ctrl';

/** A shortcut, shown and not spoken: the control itself says it through `aria-keyshortcuts`. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }): ReactNode {
  return (
    <span aria-hidden="true" className="wiz-keys">
      {keys.map((key) => (
        <Kbd key={key} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
