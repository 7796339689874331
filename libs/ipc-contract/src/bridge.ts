/** The two functions that the preload script gives to the page as `window.wizBridge`, and nothing else. */
export interface WizBridge {
  readonly send: (message: unknown) => void;
  /** @returns a function that takes the listener off again */
  readonly on: (listener: (message: unknown) => void) => () => void;
}
