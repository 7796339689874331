/** The channel that electron-trpc talks on; ours, too, so that there is one. */
export const channel = 'trpc-electron';

/** Random, so that no other page, before or beside, has the same one. */
export type CallId = string;

/** What a window may ask of the main process. The first two are electron-trpc's own. */
export type ToMain =
  | {
      readonly method: 'request';
      readonly operation: {
        readonly id: CallId;
        readonly type: 'query' | 'mutation' | 'subscription';
        readonly path: string;
        readonly input: unknown;
      };
    }
  | { readonly method: 'subscription.stop'; readonly id: CallId }
  /** The caller has given up: end the work. */
  | { readonly method: 'cancel'; readonly id: CallId }
  /** So many events of this subscription have been handled; the main process sends no more than `streamWindow` ahead. */
  | { readonly method: 'ack'; readonly id: CallId; readonly count: number }
  /** So many pieces of this call's answers have been put together; no more than `pieceWindow` are on their way. */
  | { readonly method: 'ack.piece'; readonly id: CallId; readonly count: number };

/**
 * Several messages as our link sends them, their list as JSON; or, of a message that JSON cannot say exactly, a list of that
 * one. Text crosses the context bridge as it is, where a plain object is copied field by field at several times the cost.
 */
export type Messages = string | readonly [unknown];

/** Everything that a window may send: one bare message, as electron-trpc's own link does, or several. */
export type Sent = ToMain | { readonly method: 'batch'; readonly messages: Messages };

/** How the main process answers who sent a batch; who sent a bare message gets electron-trpc's bare answers. */
export interface AnswerBatch {
  readonly id: typeof batchId;
  readonly messages: Messages;
}
export const batchId = 'batch';

/** A part of an answer that is too heavy for one message. They come in order; the first at a place makes what is there. */
export type Piece = {
  /** Names and indexes that lead from the answer to the place. */
  readonly path: readonly (string | number)[];
} & (
  | { readonly kind: 'items'; readonly items: readonly unknown[] }
  | { readonly kind: 'entries'; readonly entries: readonly (readonly [string, unknown])[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly from: number; readonly size: number }
);

/** One piece on its way. `last`: with this one the answer is whole. */
export interface PieceMessage {
  readonly id: CallId;
  readonly piece: Piece;
  readonly last: boolean;
}

/** Events of one subscription that may be on their way at a time. */
export const streamWindow = 16;
/** After so many handled events the window says so. Must be well below `streamWindow`. */
export const acknowledgeEvery = 4;
/** Pieces of one call that may be on their way at a time: while one is handled, the next is made. */
export const pieceWindow = 2;
/** Messages that may go together: what one turn of the main process takes on at a time. */
export const batchSize = 64;
/** Characters of a batch's text. Room for the heaviest message, with every character escaped. */
export const batchText = 4 * 1024 * 1024;
