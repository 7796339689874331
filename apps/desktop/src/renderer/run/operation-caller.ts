import type { SerializedError } from '@wiz/core';
import type { Answer, StreamEvent } from '@wiz/engine/types';

export interface CallRequest {
  /** `integration.operation`, as in the router. */
  readonly path: string;
  readonly kind: 'query' | 'mutation';
  readonly input: Readonly<Record<string, unknown>>;
}

export interface StreamHandlers {
  onEvent(event: StreamEvent<unknown, unknown>): void;
  onError(error: SerializedError): void;
  /** The stream ended without an answer and without an error. */
  onEnd(): void;
}

/** Calls operations that are known only at run time: the forms are made from contracts, not written one by one. */
export interface OperationCaller {
  /** Rejects with whatever the link rejects with; see `errorOf`. */
  call(request: CallRequest, signal: AbortSignal): Promise<Answer<unknown>>;
  /** @returns stops the stream, in main too */
  stream(request: Omit<CallRequest, 'kind'>, handlers: StreamHandlers): () => void;
  errorOf(error: unknown): SerializedError;
}
