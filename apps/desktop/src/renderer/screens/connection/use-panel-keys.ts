import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

interface PanelKeys {
  readonly running: boolean;
  readonly run: () => void;
  readonly cancel: () => void;
}

/** Ctrl+Enter or ⌘Enter runs from anywhere on the screen, Esc cancels; a dialog or menu has its own Esc. The first input takes the focus. */
export function usePanelKeys({ running, run, cancel }: PanelKeys): RefObject<HTMLDivElement | null> {
  const panel = useRef<HTMLDivElement>(null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
    if (event.key === 'Escape' && running) {
      event.preventDefault();
      cancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      run();
    }
  });
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return panel;
}
