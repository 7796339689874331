import { exposeBridge } from '@wiz/ipc-contract/preload';
import { contextBridge, ipcRenderer } from 'electron';

exposeBridge();
// The peer: Electron's own `invoke` through the same kind of bridge. It also carries what the benchmark itself has to say.
contextBridge.exposeInMainWorld('raw', {
  invoke: (channel: string, value: unknown): Promise<unknown> => ipcRenderer.invoke(channel, value),
});
