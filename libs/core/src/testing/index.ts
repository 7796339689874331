export { countedSignal, deferred, testCall, TestEnv, testEnv, unhandledRejections } from './call.ts';
export type { Deferred } from './call.ts';
export { ManualClock, settle } from './manual-clock.ts';
