/** One request, exactly as it goes onto the wire. */
export interface TransportRequest {
  /** Upper case. */
  readonly method: string;
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** The host was named by somebody else than the user, as in a redirect: it may not lie inside. @default false */
  readonly isForeign?: boolean | undefined;
  /** Ends the request, and the answer's body while it is read: the socket is closed. */
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  /**
   * May be kept long after the answer, so it holds on to neither body nor socket.
   *
   * @param name in any case; several headers of one name come as one, joined by `, `
   */
  header(name: string): string | null;
  /**
   * The content, already unpacked; for one reader. Ends by rejecting when it is cut off or aborted, never as if it were
   * whole. Who stops reading before the end closes the socket.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The network, as integrations may use it. One per connection, so that nothing is shared between accounts: it keeps no
 * cookie, caches nothing, follows no redirect and adds no credentials. It judges addresses after names were looked up, and
 * refuses with an IntegrationError what may not be called.
 */
export interface HttpTransport {
  /** Settles when the answer's head is there. Rejects with what the network stack says; the caller translates. */
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Closes every socket. What is under way rejects. */
  close(): Promise<void>;
}
