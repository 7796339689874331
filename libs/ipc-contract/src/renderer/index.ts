export { integrationErrorOf } from './integration-error-of.ts';
export { createIpcLink } from './ipc-link.ts';
export type { IpcLink, IpcLinkOptions } from './ipc-link.ts';
