export { createEngine } from './engine.ts';
export type { Engine, EngineOptions } from './engine.ts';
export type { ConnectionStore, Logger, RunStore, Store } from './ports.ts';
