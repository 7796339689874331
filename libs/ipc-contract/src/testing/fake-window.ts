import { EventEmitter } from 'node:events';
import type { WizBridge } from '../bridge.ts';
import { batchId, channel } from '../wire.ts';
import { arrived } from '../renderer/arrived.ts';
import { ipcMain } from './fake-electron.ts';

export interface FakeFrame {
  origin: string;
  parent: object | null;
  detached: boolean;
  routingId: number;
}

/** What the main process could not bear: errors thrown out of its listeners. */
export type Crashes = unknown[];

/**
 * A window with one page at a time, linked to `ipcMain` the way Electron does it: every message is a structured clone
 * and arrives in a later turn; an answer goes to whatever page the frame shows by then.
 */
export class FakeWindow {
  readonly webContents: EventEmitter & { id: number; isDestroyed: () => boolean };
  readonly crashes: Crashes;
  /** What the current page was sent, oldest first, one by one. */
  received: unknown[] = [];
  /** What any page sent, oldest first, one by one. */
  readonly sent: unknown[] = [];
  /** Hand-overs between the processes, either way. */
  readonly hops = { toMain: 0, toPage: 0 };
  /** Set to lose every answer. */
  deaf = false;
  frame: FakeFrame;
  #listeners = new Set<(message: unknown) => void>();
  #destroyed = false;
  #gone = false;

  constructor(id: number, origin: string, crashes: Crashes) {
    this.webContents = Object.assign(new EventEmitter(), { id, isDestroyed: () => this.#destroyed });
    this.frame = { origin, parent: null, detached: false, routingId: 1 };
    this.crashes = crashes;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The current page's two functions; they keep sending after the page has gone, as a page that unloads does. */
  get bridge(): WizBridge {
    const listeners = this.#listeners;
    return {
      send: (message) => {
        this.send(message);
      },
      on: (listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    };
  }

  /** How many listeners the current page has on the channel. */
  get listening(): number {
    return this.#listeners.size;
  }

  send(message: unknown, senderFrame: FakeFrame | null = this.frame, extra: object = { type: 'frame' }): void {
    const copy: unknown = structuredClone(message);
    this.sent.push(...sentOnes(copy));
    this.hops.toMain += 1;
    const event = {
      ...extra,
      sender: this.webContents,
      senderFrame,
      reply: (name: string, answer: unknown) => {
        this.#answer(name, answer);
      },
    };
    setImmediate(() => {
      try {
        ipcMain.emit(channel, event, copy);
      } catch (error) {
        this.crashes.push(error);
      }
    });
  }

  #answer(name: string, answer: unknown): void {
    if (this.#gone || this.#destroyed) throw new Error('Render frame was disposed before WebFrameMain could be accessed');
    const copy: unknown = structuredClone(answer);
    setImmediate(() => {
      if (name !== channel || this.deaf) return;
      this.received.push(...arrived(copy));
      this.hops.toPage += 1;
      for (const listener of this.#listeners) listener(copy);
    });
  }

  /** Starts a navigation that is then refused: the page stays. */
  refuseNavigation(frame: FakeFrame | null = this.frame): void {
    this.#emit('did-start-navigation', { isSameDocument: false, frame });
  }

  /** Another page takes the place of this one. */
  navigate(): void {
    this.#emit('did-start-navigation', { isSameDocument: false, frame: this.frame });
    this.#listeners = new Set();
    this.received = [];
    this.#emit('did-navigate', {});
  }

  /** Its process dies, and main has not heard of it yet. */
  die(): void {
    this.#gone = true;
  }

  crash(): void {
    this.#gone = true;
    this.#emit('render-process-gone', { reason: 'crashed' });
  }

  close(): void {
    this.#destroyed = true;
    this.#emit('destroyed', undefined);
  }

  #emit(name: string, details: unknown): void {
    try {
      this.webContents.emit(name, details);
    } catch (error) {
      this.crashes.push(error);
    }
  }
}

/** The messages of a batch, or what it is where it is none. */
function sentOnes(message: unknown): readonly unknown[] {
  if (typeof message !== 'object' || message === null || !('messages' in message)) return [message];
  try {
    return arrived({ id: batchId, messages: message.messages });
  } catch {
    return [message];
  }
}
