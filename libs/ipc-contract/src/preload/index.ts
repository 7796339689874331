import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { WizBridge } from '../bridge.ts';
import { channel } from '../wire.ts';

/**
 * Gives the page its two functions as `window.wizBridge`. Neither returns a promise, an event, or anything of
 * Electron's: what crosses this bridge is data, and one function that unsubscribes.
 */
export function exposeBridge(): void {
  const bridge: WizBridge = {
    send: (message) => {
      ipcRenderer.send(channel, message);
    },
    on: (listener) => {
      const handle = (_event: IpcRendererEvent, message: unknown): void => {
        listener(message);
      };
      ipcRenderer.on(channel, handle);
      return () => {
        ipcRenderer.removeListener(channel, handle);
      };
    },
  };
  contextBridge.exposeInMainWorld('wizBridge', bridge);
}
