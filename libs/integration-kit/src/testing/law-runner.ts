/** What the laws need of a test runner: Vitest's `describe` and `it`, or a list that is worked off inside Electron. */
export interface LawRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (title: string, run: () => Promise<void>) => void;
}
