import { EventEmitter } from 'node:events';

// Stands for the package `electron` in tests (an alias in vitest.config.ts); fresh for every test file.
export const ipcMain = new EventEmitter();

/** A preload script's side of one page. */
export const ipcRenderer = Object.assign(new EventEmitter(), {
  sent: [] as { readonly channel: string; readonly message: unknown }[],
  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message: structuredClone(message) });
  },
});

export const contextBridge = {
  exposed: new Map<string, unknown>(),
  exposeInMainWorld(name: string, api: unknown): void {
    this.exposed.set(name, api);
  },
};
