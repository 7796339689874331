export { buildRouter, createRouter } from './create-router.ts';
export type { RouterOptions } from './create-router.ts';
export type { AppFacade, DevelopmentFacade, EngineFacade } from './facade.ts';
export { createIpcGuard } from './guard.ts';
export type { GuardCounts, GuardOptions, IpcGuard } from './guard.ts';
export type { IpcLogger } from './logger.ts';
