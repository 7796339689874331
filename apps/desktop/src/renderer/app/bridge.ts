import type { WizBridge } from '@wiz/ipc-contract';

declare global {
  interface Window {
    /** Given by the preload script. */
    readonly wizBridge?: WizBridge;
  }
}

/** @throws TypeError when the page was opened outside the application */
export function bridgeOf(window: Window): WizBridge {
  if (window.wizBridge === undefined) throw new TypeError('This page works only inside Project Wiz.');
  return window.wizBridge;
}
