import { describe, expect, it } from 'vitest';
import type { WizBridge } from '../bridge.ts';
import { contextBridge, ipcRenderer } from '../testing/fake-electron.ts';
import { channel } from '../wire.ts';
import { exposeBridge } from './index.ts';

describe('the preload bridge', () => {
  exposeBridge();
  const bridge = contextBridge.exposed.get('wizBridge') as WizBridge;

  it('row 26: gives the page one thing with two functions, and nothing of Electron’s', () => {
    expect([...contextBridge.exposed.keys()]).toEqual(['wizBridge']);
    expect(Object.entries(bridge).map(([name, value]) => [name, typeof value])).toEqual([
      ['send', 'function'],
      ['on', 'function'],
    ]);
    const send: (message: unknown) => unknown = bridge.send;
    expect(send({ method: 'cancel', id: 's:1' })).toBeUndefined();
    expect(ipcRenderer.sent).toEqual([{ channel, message: { method: 'cancel', id: 's:1' } }]);
  });

  it('row 26: passes messages on without the event, until the listener is taken off', () => {
    const heard: unknown[][] = [];
    const off: () => unknown = bridge.on((...args: unknown[]) => heard.push(args));
    ipcRenderer.emit(channel, { sender: ipcRenderer }, { id: 's:1' });
    expect(off()).toBeUndefined();
    ipcRenderer.emit(channel, { sender: ipcRenderer }, { id: 's:2' });
    expect(heard).toEqual([[{ id: 's:1' }]]);
    expect(ipcRenderer.listenerCount(channel)).toBe(0);
  });
});
