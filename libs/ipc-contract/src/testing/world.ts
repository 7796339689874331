import { createTRPCClient } from '@trpc/client';
import { systemClock, type Clock } from '@wiz/core';
import { buildRouter } from '../main/create-router.ts';
import { ipcMain } from './fake-electron.ts';
import { FakeEngine } from './fake-engine.ts';
import { FakeWindow, type Crashes } from './fake-window.ts';
import { fixture } from './fixture-contract.ts';
import type { FixtureClient, Served, Transport } from './transports.ts';

/** A main process with its router, and windows that a test opens. */
export class World {
  readonly engine = new FakeEngine();
  readonly crashes: Crashes = [];
  readonly logged: { readonly event: string; readonly facts: Readonly<Record<string, unknown>> | undefined }[] = [];
  readonly transport: Transport;
  readonly #clock: Clock;
  #served: Served;
  readonly #onRejection = (reason: unknown): void => {
    this.crashes.push(reason);
  };
  #windows = 0;

  /** @param clock main's; a window's link has its own */
  constructor(transport: Transport, clock: Clock = systemClock()) {
    this.transport = transport;
    this.#clock = clock;
    this.#served = this.#serve();
    process.on('unhandledRejection', this.#onRejection);
  }

  #serve(): Served {
    const logger = {
      info: () => undefined,
      error: (event: string, facts?: Readonly<Record<string, unknown>>) => {
        this.logged.push({ event, facts });
      },
    };
    const app = {
      info: () => ({ version: '1', electron: '45', chromium: '150', platform: 'linux', standIn: false, dataFolder: '', logFile: '', notices: [] }),
      pickFolder: () => Promise.resolve({ path: null }),
      openExternal: () => Promise.resolve(),
      openDataFolder: () => Promise.resolve(),
      log: () => undefined,
      previewDiagnostics: () => Promise.resolve({ holds: [], leavesOut: [] }),
      saveDiagnostics: () => Promise.resolve({ path: null }),
      previewReport: () => Promise.reject(new TypeError('not asked here')),
      readReport: () => Promise.resolve({ text: '', cut: 0 }),
      makeReport: () => Promise.resolve({ path: null, opened: false }),
    };
    const router = buildRouter({ fixture }, { engine: () => this.engine.ready(), app, logger });
    return this.transport.serve(router, logger, () => this.engine.ready(), this.#clock);
  }

  open({ id, origin = 'app://hub', admitted = true }: { id?: number; origin?: string; admitted?: boolean } = {}): FakeWindow {
    this.#windows += 1;
    const window = new FakeWindow(id ?? this.#windows, origin, this.crashes);
    if (admitted) this.#served.admit(window);
    return window;
  }

  /** A client in the window's current page. */
  client(window: FakeWindow, clock?: Clock): FixtureClient {
    return createTRPCClient({ links: [this.transport.link(window.bridge, clock)] });
  }

  openCalls(window: FakeWindow): number {
    return this.#served.openCalls(window);
  }

  /** Takes the handler down and puts another in its place, as a reload of main's code does. */
  restart(window: FakeWindow): void {
    this.#served.dispose();
    this.#served = this.#serve();
    this.#served.admit(window);
  }

  dispose(): void {
    this.#served.dispose();
    // What the untouched package leaves behind must not answer in the next test.
    ipcMain.removeAllListeners();
    process.removeListener('unhandledRejection', this.#onRejection);
  }
}

/** Some turns of the event loop, enough for a message there and back. */
export async function turns(count = 10): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits for something to become true; fails with its name when it does not. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (condition()) return;
    await turns(1);
  }
  throw new Error(`This did not happen: ${what}.`);
}
