import { useEffect, useEffectEvent } from 'react';

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** Opens the palette with Ctrl+K or ⌘K anywhere, and with `/` where nobody is typing. */
export function usePaletteKeys(open: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    const wanted =
      (mod && !event.altKey && event.key.toLowerCase() === 'k') || (event.key === '/' && !mod && !event.altKey && !typing(event.target));
    if (!wanted || document.querySelector('[role="dialog"]') !== null) return;
    event.preventDefault();
    open();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
