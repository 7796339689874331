import type { WizBridge } from '@wiz/ipc-contract';

declare global {
  interface Window {
    readonly wizBridge: WizBridge;
    /** Where `listen` keeps what a test's own subscription received. */
    heard?: unknown[];
    /** Where `recordBridge` keeps what main has sent. */
    recorded?: string[];
  }
}
