import type { AnyTRPCRouter } from '@trpc/server';
import { IntegrationError } from '@wiz/core';
import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron';
import { createIPCHandler } from 'electron-trpc/main';
import { errorAnswer } from '../error-answer.ts';
import { channel } from '../wire.ts';
import type { CallContext } from './call-context.ts';
import { CallTable, OpenCall } from './call-table.ts';
import { openEnvelope } from './envelope.ts';
import type { IpcLogger } from './logger.ts';
import { isOurPage, type SenderRule } from './sender-rule.ts';

export interface GuardOptions {
  readonly router: AnyTRPCRouter;
  /** The only origin that is served, for instance `app://hub`. */
  readonly origin: string;
  readonly logger: IpcLogger;
  /** @default the running Electron's */
  readonly electronMajor?: number | undefined;
  /** Calls that one window may have open at a time, subscriptions included. @default 256 */
  readonly maxOpenCalls?: number | undefined;
}

/** How many messages were refused, and why. */
export interface GuardCounts {
  readonly foreign: number;
  readonly malformed: number;
  readonly overloaded: number;
}

export interface IpcGuard {
  /** Serves this window's page from now on, until the window is destroyed. */
  admit(window: BrowserWindow): void;
  /** Calls that a window has open. */
  openCalls(webContentsId: number): number;
  counts(): GuardCounts;
  /** Ends every call, takes every listener off. */
  dispose(): void;
}

/**
 * Stands in front of electron-trpc, which is left as it is: takes its listener off the channel and puts one in its
 * place that checks who sends and what, lets a call be cancelled, and ends what belongs to a page that is gone.
 * electron-trpc only ever sees requests that passed, and a stand-in for Electron's event that answers through here.
 *
 * Why, and what else was tried: docs/architecture/decisions/0002-electron-trpc-behind-a-guard.md.
 */
export function createIpcGuard(options: GuardOptions): IpcGuard {
  const { router, origin, logger, electronMajor = Number.parseInt(process.versions.electron, 10), maxOpenCalls = 256 } = options;
  const contexts = new WeakMap<object, CallContext>();
  const calls = new CallTable();
  const windows = new Map<number, { readonly window: BrowserWindow; readonly release: () => void }>();
  const counts = { foreign: 0, malformed: 0, overloaded: 0 };
  const rule: SenderRule = { origin, electronMajor, knows: (id) => windows.has(id) };

  const before = new Set(ipcMain.listeners(channel));
  const handler = createIPCHandler({
    router,
    windows: [],
    // Every event that reaches electron-trpc was made by `passOn`, which knows its context.
    createContext: ({ event }) => Promise.resolve(contexts.get(event) ?? {}),
  });
  // Node types listeners by the class of all functions; this one takes an event and a message (row 3 is about it).
  const packaged = ipcMain.listeners(channel).filter((listener) => !before.has(listener)) as ((event: unknown, message: unknown) => void)[];
  for (const listener of packaged) ipcMain.removeListener(channel, listener);

  const refuse = (kind: keyof typeof counts, facts: Readonly<Record<string, unknown>>): void => {
    counts[kind] += 1;
    // The 1st, 10th, 100th …: a flood must not fill the log.
    if (Number.isInteger(Math.log10(counts[kind]))) logger.error('message from a window refused', { kind, count: counts[kind], ...facts });
  };

  /** Hands a message to electron-trpc as if it came from Electron. */
  const passOn = (event: IpcMainEvent, call: OpenCall, message: unknown, context: CallContext): void => {
    const page = event.sender.id;
    const standIn = {
      // One number for every frame: only top frames get here, and ids are unique without it.
      senderFrame: { routingId: 0 },
      sender: { id: page, isDestroyed: () => call.closed || event.sender.isDestroyed() },
      reply: (_channel: string, answer: unknown) => {
        deliver(event, call, answer);
      },
    };
    contexts.set(standIn, context);
    for (const listener of packaged) listener(standIn, message);
  };

  const deliver = (event: IpcMainEvent, call: OpenCall, answer: unknown): void => {
    if (call.closed || call.failed || event.sender.isDestroyed()) return;
    try {
      event.reply(channel, answer);
    } catch (error) {
      call.failed = true;
      call.stop();
      undeliverable(event, call, error);
    }
    const ending = endingOf(answer);
    if (ending === 'error') call.failed = true;
    if (call.type !== 'subscription' || call.failed || ending === 'stopped') calls.remove(event.sender.id, call);
  };

  /** An answer that is no plain data, or a frame that died before anybody said so: must not throw into electron-trpc. */
  const undeliverable = (event: IpcMainEvent, call: OpenCall, error: unknown): void => {
    logger.error('an answer could not be sent', { id: call.id, error });
    try {
      event.reply(
        channel,
        errorAnswer(call.id, new IntegrationError('internal_error', 'The answer could not be handed over. The log has the details.')),
      );
    } catch {
      // Then there is nobody left to tell.
    }
  };

  const listener = (event: IpcMainEvent, raw: unknown): void => {
    if (!isOurPage(event, rule)) {
      refuse('foreign', {});
      return;
    }
    try {
      receive(event, raw);
    } catch (error) {
      logger.error('a message from a window could not be handled', { error });
    }
  };

  const receive = (event: IpcMainEvent, raw: unknown): void => {
    const page = event.sender.id;
    const opened = openEnvelope(raw);
    if (!opened.ok) {
      refuse('malformed', { fault: opened.fault });
      const category = opened.fault === 'too_large' ? 'too_large' : 'validation_error';
      if (opened.id !== undefined && calls.get(page, opened.id) === undefined)
        event.reply(channel, errorAnswer(opened.id, new IntegrationError(category, opened.sentence)));
      return;
    }
    const { message } = opened;
    if (message.method !== 'request') {
      const call = calls.get(page, message.id);
      if (call === undefined) return;
      if (message.method === 'ack') call.credit.acknowledge(message.count);
      else call.stop();
      if (message.method === 'subscription.stop') passOn(event, call, message, call);
      return;
    }
    const { id, type } = message.operation;
    if (calls.get(page, id) !== undefined) {
      refuse('malformed', { fault: 'id in use' });
      return;
    }
    if (calls.count(page) >= maxOpenCalls) {
      refuse('overloaded', {});
      event.reply(
        channel,
        errorAnswer(id, new IntegrationError('overloaded', 'Too much is going on at once. Wait for something to finish, then try again.')),
      );
      return;
    }
    const call = new OpenCall(id, type);
    calls.add(page, call);
    passOn(event, call, message, call);
  };

  ipcMain.on(channel, listener);

  const leave = (page: number): void => {
    calls.close(page);
    const admitted = windows.get(page);
    if (admitted !== undefined) handler.detachWindow(admitted.window, page);
  };

  const admit = (window: BrowserWindow): void => {
    const { webContents } = window;
    const page = webContents.id;
    if (windows.has(page)) return;
    const left = (): void => {
      leave(page);
    };
    const gone = (): void => {
      leave(page);
      windows.get(page)?.release();
      windows.delete(page);
    };
    // Not `did-start-navigation`: that also comes for navigations which are then refused, and for downloads (row 14).
    webContents.on('did-navigate', left);
    webContents.on('render-process-gone', left);
    webContents.once('destroyed', gone);
    const release = (): void => {
      webContents.removeListener('did-navigate', left);
      webContents.removeListener('render-process-gone', left);
      webContents.removeListener('destroyed', gone);
    };
    windows.set(page, { window, release });
  };

  return {
    admit,
    openCalls: (page) => calls.count(page),
    counts: () => ({ ...counts }),
    dispose: () => {
      ipcMain.removeListener(channel, listener);
      for (const [page, { release }] of windows) {
        leave(page);
        release();
      }
      windows.clear();
    },
  };
}

/** How an answer of electron-trpc ends its call, if it does. */
function endingOf(answer: unknown): 'error' | 'stopped' | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if ('error' in answer) return 'error';
  return 'result' in answer &&
    typeof answer.result === 'object' &&
    answer.result !== null &&
    'type' in answer.result &&
    answer.result.type === 'stopped'
    ? 'stopped'
    : undefined;
}
