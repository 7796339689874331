import { batchId, type PieceMessage } from '../wire.ts';

/** The messages in what main has sent, in their order. */
export function arrived(sent: unknown): readonly unknown[] {
  if (typeof sent !== 'object' || sent === null || !('id' in sent) || sent.id !== batchId || !('messages' in sent)) return [sent];
  const messages: unknown = typeof sent.messages === 'string' ? JSON.parse(sent.messages) : sent.messages;
  return Array.isArray(messages) ? messages : [];
}

/** Whether a message is a part of an answer. Main alone can send one, and makes all of them in one place. */
export function isPiece(message: unknown): message is PieceMessage {
  return typeof message === 'object' && message !== null && 'piece' in message;
}
