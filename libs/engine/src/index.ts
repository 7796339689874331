export { createEngine } from './engine.ts';
export type { Engine, EngineOptions } from './engine.ts';
export type {
  ConnectionStore,
  GovernorStore,
  KeychainStrength,
  Logger,
  OpenedSecrets,
  RunStore,
  SealedSecrets,
  Store,
  Vault,
} from './ports.ts';
