import { MessageBatch } from '../message-batch.ts';
import { batchId, type AnswerBatch } from '../wire.ts';

/** The way back to who sent one message, or several at once. */
export interface Replies {
  /** Whether the other side knows how to put pieces together. */
  readonly takePieces: boolean;
  /** @param isJson whether JSON says exactly the same, when that is known */
  post(answer: unknown, isJson?: boolean): void;
  /** Only where pieces are taken: a message that shares its way with no other. */
  postAlone(answer: unknown, isJson: boolean): void;
}

/** Hands one message over. Throws for what cannot be sent, and when nobody is left to send it to. */
type Send = (answer: unknown) => void;

/** Answers to a batch, again as batches. @param onLost an answer that could not be sent; must not throw */
export function batchedReplies(send: Send, onLost: (answer: unknown, error: unknown, send: Send) => void): Replies {
  const sendAlone: Send = (answer) => {
    send({ id: batchId, messages: [answer] } satisfies AnswerBatch);
  };
  const batch = new MessageBatch({
    send: (messages) => {
      send({ id: batchId, messages } satisfies AnswerBatch);
    },
    onLost: (answers, error) => {
      for (const answer of answers) onLost(answer, error, sendAlone);
    },
  });
  return {
    takePieces: true,
    post: (answer, isJson) => {
      batch.post(answer, isJson);
    },
    postAlone: (answer, isJson) => {
      batch.postAlone(answer, isJson);
    },
  };
}

/** Answers to a bare message, in electron-trpc's own form. */
export function bareReplies(send: Send, onLost: (answer: unknown, error: unknown, send: Send) => void): Replies {
  const post: Send = (answer) => {
    try {
      send(answer);
    } catch (error) {
      onLost(answer, error, send);
    }
  };
  return { takePieces: false, post, postAlone: post };
}
