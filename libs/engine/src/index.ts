export { createEngine } from './engine.ts';
export type { Engine, EngineOptions } from './engine.ts';
export type {
  ConnectionStore,
  GovernorStore,
  Logger,
  OpenedSecrets,
  ProgramEnd,
  ProgramOptions,
  Programs,
  RunStore,
  SealedSecrets,
  Store,
  Vault,
} from './ports.ts';
