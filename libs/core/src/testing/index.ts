export { countedSignal, deferred, testCall, TestEnv, testEnv } from './call.ts';
export type { Deferred } from './call.ts';
export { ManualClock, settle } from './manual-clock.ts';
