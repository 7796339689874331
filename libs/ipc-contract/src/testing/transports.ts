import { createTRPCClient, type TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter, TRPCBuiltRouter } from '@trpc/server';
import { systemClock, type Clock } from '@wiz/core';
import type { BrowserWindow } from 'electron';
import { createIPCHandler } from 'electron-trpc/main';
import { ipcLink } from 'electron-trpc/renderer';
import type { WizBridge } from '../bridge.ts';
import { identityTransformer, type WizErrorShape } from '../error-data.ts';
import { createIpcGuard, type GuardOptions } from '../main/guard.ts';
import type { IpcLogger } from '../main/logger.ts';
import { createIpcLink } from '../renderer/ipc-link.ts';
import type { AppRouter, RecordOf } from '../router-type.ts';
import type { FakeWindow } from './fake-window.ts';
import type { fixture } from './fixture-contract.ts';

interface Root {
  ctx: object;
  meta: object;
  errorShape: WizErrorShape;
  transformer: true;
}
/** The router of the fixture contract, with the application's own procedures. */
export type FixtureRouter = TRPCBuiltRouter<
  Root,
  { fixture: RecordOf<typeof fixture> } & Pick<AppRouter['_def']['record'], 'connections' | 'runs' | 'tickets' | 'events' | 'app'>
>;
export type FixtureClient = ReturnType<typeof createTRPCClient<FixtureRouter>>;

export interface Served {
  admit(window: FakeWindow): void;
  dispose(): void;
  /** Calls that main holds for a window. */
  openCalls(window: FakeWindow): number;
}

/** One way between window and main process. */
export interface Transport {
  serve(router: AnyTRPCRouter, logger: IpcLogger, ready: () => Promise<unknown>, clock: Clock): Served;
  link(bridge: WizBridge, clock?: Clock): TRPCLink<FixtureRouter>;
}

/** Ours, with limits of a test's own. */
export const guardedWith = (limits: Pick<GuardOptions, 'callRate'>): Transport => ({
  serve: (router, logger, _ready, clock) => {
    const guard = createIpcGuard({
      ...{ router, logger, clock, ...limits },
      ...{ origin: 'app://hub', electronMajor: 45, maxOpenCalls: 64, answerWeight: 4_000_000 },
    });
    return {
      admit: (window) => {
        guard.admit(window as unknown as BrowserWindow);
      },
      dispose: () => {
        guard.dispose();
      },
      openCalls: (window) => guard.openCalls(window.webContents.id),
    };
  },
  // One link serves any router: its type only names ours.
  link: (bridge, clock = systemClock()) => createIpcLink(bridge, { clock }),
});

/** Ours. */
export const guarded = guardedWith({});

/**
 * electron-trpc as its own documentation has it used, to see which rows it fails:
 * `WIZ_TRANSPORT=untouched vitest run src/rows.test.ts`.
 */
export const untouched: Transport = {
  serve: (router, _logger, ready) => {
    const open = new Set<AbortSignal>();
    const handler = createIPCHandler({
      router,
      createContext: async () => {
        await ready();
        const controller = new AbortController();
        const { signal } = controller;
        open.add(signal);
        const stop = (): void => {
          controller.abort();
          open.delete(signal);
        };
        return { signal, credit: { take: () => Promise.resolve(true) }, stop };
      },
    });
    return {
      admit: (window) => {
        handler.attachWindow(window as unknown as BrowserWindow);
      },
      dispose: () => undefined,
      openCalls: () => open.size,
    };
  },
  link: (bridge) => {
    const adapter = {
      sendMessage: (message: unknown) => {
        bridge.send(message);
      },
      onMessage: (listener: (message: unknown) => void) => bridge.on(listener),
    };
    return (runtime) => {
      Object.defineProperty(globalThis, 'electronTRPC', { value: adapter, configurable: true });
      return ipcLink<FixtureRouter>({ transformer: identityTransformer })(runtime);
    };
  },
};
