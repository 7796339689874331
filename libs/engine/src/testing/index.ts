export { MemoryStore } from './memory-store.ts';
export { MemoryVault } from './memory-vault.ts';
