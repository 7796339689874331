import type { AnyTRPCRouter } from '@trpc/server';
import { IntegrationError, type Clock } from '@wiz/core';
import { ipcMain, type BrowserWindow, type IpcMainEvent } from 'electron';
import { createIPCHandler } from 'electron-trpc/main';
import { errorAnswer } from '../error-answer.ts';
import { channel, type ToMain } from '../wire.ts';
import { AdmittedWindows } from './admitted-windows.ts';
import { CallBudget, usualCallRate, type CallRate } from './call-budget.ts';
import type { CallContext } from './call-context.ts';
import { CallTable, OpenCall } from './call-table.ts';
import { Delivery } from './delivery.ts';
import { openEnvelopes, type Opened } from './envelope.ts';
import type { IpcLogger } from './logger.ts';
import { batchedReplies, bareReplies, type Replies } from './replies.ts';
import { isOurPage, type SenderRule } from './sender-rule.ts';

export interface GuardOptions {
  readonly router: AnyTRPCRouter;
  /** The only origin that is served, for instance `app://hub`. */
  readonly origin: string;
  readonly logger: IpcLogger;
  readonly clock: Pick<Clock, 'now'>;
  /** @default the running Electron's */
  readonly electronMajor?: number | undefined;
  /** Calls that one window may have open at a time, subscriptions included. @default 256 */
  readonly maxOpenCalls?: number | undefined;
  /** Calls that main takes up from one window, however soon they end. @default 4 000 a second, 10 000 at once */
  readonly callRate?: CallRate | undefined;
  /** The heaviest answer, by `measure`. @default 256 Mi: about 100 MB of table rows, or 250 MB of text */
  readonly answerWeight?: number | undefined;
}

/** How many messages were refused, and why. */
export interface GuardCounts {
  readonly foreign: number;
  readonly malformed: number;
  /** More than may be open at a time. */
  readonly overloaded: number;
  /** More than may come in this time. */
  readonly flooding: number;
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
  const { router, origin, logger, clock, electronMajor = Number.parseInt(process.versions.electron, 10) } = options;
  const { maxOpenCalls = 256, callRate = usualCallRate, answerWeight = 256 * 1024 * 1024 } = options;
  const contexts = new WeakMap<object, CallContext>();
  const calls = new CallTable();
  const counts = { foreign: 0, malformed: 0, overloaded: 0, flooding: 0 };

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

  const windows = new AdmittedWindows({
    onPageGone: (page, window) => {
      calls.close(page);
      handler.detachWindow(window, page);
    },
    newBudget: () => new CallBudget(clock, callRate),
  });
  const rule: SenderRule = { origin, electronMajor, knows: (id) => windows.has(id) };

  const refuse = (kind: keyof typeof counts, facts: Readonly<Record<string, unknown>>): void => {
    counts[kind] += 1;
    // The 1st, 10th, 100th …: a flood must not fill the log.
    if (Number.isInteger(Math.log10(counts[kind]))) logger.error('message from a window refused', { kind, count: counts[kind], ...facts });
  };

  /** Hands a message to electron-trpc as if it came from Electron. */
  const passOn = ({ sender }: IpcMainEvent, call: OpenCall, message: unknown, onAnswer: (answer: unknown) => void): void => {
    const standIn = {
      // One number for every frame: only top frames get here, and ids are unique without it.
      senderFrame: { routingId: 0 },
      sender: { id: sender.id, isDestroyed: () => call.closed || sender.isDestroyed() },
      reply: (_channel: string, answer: unknown) => {
        onAnswer(answer);
      },
    };
    contexts.set(standIn, call);
    for (const listener of packaged) listener(standIn, message);
  };

  /** The way back to who sent this event. An answer that cannot be sent must not throw into electron-trpc. */
  const repliesTo = (event: IpcMainEvent, isBatch: boolean): Replies => {
    const send = (answer: unknown): void => {
      if (!event.sender.isDestroyed()) event.reply(channel, answer);
    };
    return (isBatch ? batchedReplies : bareReplies)(send, (answer, error, sendAlone) => {
      const id = idOf(answer);
      const call = calls.get(event.sender.id, id);
      if (call !== undefined) {
        call.failed = true;
        call.stop();
      }
      logger.error('an answer could not be sent', { id, error });
      try {
        sendAlone(errorAnswer(id, new IntegrationError('internal_error', 'The answer could not be handed over. The log has the details.')));
      } catch {
        // It is no plain data, or a frame that died before anybody said so: then there is nobody left to tell.
      }
    });
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
    const { messages, isBatch } = openEnvelopes(raw);
    const replies = repliesTo(event, isBatch);
    for (const opened of messages) {
      if (opened.ok) take(event, opened.message, replies);
      else reject(event.sender.id, opened, replies);
    }
  };

  const reject = (page: number, { fault, id, sentence }: Extract<Opened, { ok: false }>, replies: Replies): void => {
    refuse('malformed', { fault });
    const category = fault === 'too_large' ? 'too_large' : 'validation_error';
    if (id !== undefined && calls.get(page, id) === undefined) replies.post(errorAnswer(id, new IntegrationError(category, sentence)));
  };

  const tooMuch = (kind: 'overloaded' | 'flooding', id: string, sentence: string, replies: Replies): void => {
    refuse(kind, {});
    replies.post(errorAnswer(id, new IntegrationError('overloaded', sentence)));
  };

  const take = (event: IpcMainEvent, message: ToMain, replies: Replies): void => {
    const page = event.sender.id;
    if (message.method !== 'request') {
      const call = calls.get(page, message.id);
      if (call === undefined) return;
      if (message.method === 'ack') call.credit.acknowledge(message.count);
      else if (message.method === 'ack.piece') call.pieceCredit.acknowledge(message.count);
      else call.leave();
      if (message.method === 'subscription.stop') passOn(event, call, message, () => undefined);
      return;
    }
    const { id, type } = message.operation;
    if (calls.get(page, id) !== undefined) {
      refuse('malformed', { fault: 'id in use' });
      return;
    }
    if (calls.count(page) >= maxOpenCalls) {
      tooMuch('overloaded', id, 'Too much is going on at once. Wait for something to finish, then try again.', replies);
      return;
    }
    // Last, so that only what is taken up counts: calls that fail at the bound above cost the window nothing.
    if (!windows.takeCall(page)) {
      tooMuch('flooding', id, 'Too much is asked for in too short a time. Wait a moment, then try again.', replies);
      return;
    }
    const call = new OpenCall(id, type);
    calls.add(page, call);
    const delivery = new Delivery({
      call,
      replies,
      answerWeight,
      onEnd: () => {
        calls.remove(page, call);
      },
    });
    passOn(event, call, message, (answer) => {
      delivery.send(answer);
    });
  };

  ipcMain.on(channel, listener);

  return {
    admit: (window) => {
      windows.admit(window);
    },
    openCalls: (page) => calls.count(page),
    counts: () => ({ ...counts }),
    dispose: () => {
      ipcMain.removeListener(channel, listener);
      windows.dispose();
    },
  };
}

/** Whose answer it is. Everything that is sent from here has an id. */
function idOf(answer: unknown): string {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? answer.id : '';
}
