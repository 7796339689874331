/** One request to the system that a client is for. */
export interface HttpRequest {
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Below the base, e.g. "/repos/o/n/issues", every part already encoded with `segment()`; or an absolute address of the
   * base's origin below the base, as a Link header gives it.
   */
  readonly path: string;
  /** Added to what the path holds already; undefined leaves a name out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body; undefined for none. */
  readonly json?: unknown;
  /**
   * It only reads, although it is no GET: a query in a POST. Whatever happens on the way, nothing was done.
   *
   * @default false
   */
  readonly repeatable?: boolean;
}

/** A good answer, read to its end. */
export interface HttpAnswer {
  /** 200 to 299; 200 also for what the system said has not changed. */
  readonly status: number;
  /** @param name in any case */
  readonly header: (name: string) => string | null;
  /** undefined for an empty body. */
  readonly json: unknown;
  /** Where it came from in the end, redirects followed: what relative addresses in it are relative to. */
  readonly url: string;
}
