/** The channel that electron-trpc talks on; ours, too, so that there is one. */
export const channel = 'trpc-electron';

/** Unique for the life of the main process: a random session and a counter within it. */
export type CallId = string;

/** Everything that a window may send to the main process. The first two are electron-trpc's own. */
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
  | { readonly method: 'ack'; readonly id: CallId; readonly count: number };

/** Events of one subscription that may be on their way at a time. */
export const streamWindow = 16;
/** After so many handled events the window says so. Must be well below `streamWindow`. */
export const acknowledgeEvery = 4;
