import { IntegrationError, isIntegrationError, toIntegrationError } from '@wiz/core';
import { failedAnswer } from '../http/failed-answer.ts';
import { HttpClient } from '../http/http-client.ts';
import type { Explanation, FailedAnswer, HttpClientOptions } from '../http/http-client-options.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { scrubber } from '../http/scrubber.ts';
import type { CallScope } from '../implement.ts';
import { holdsMutation } from './document-effect.ts';
import { explainErrors, holdsNothing, missingParts, readGraphqlBody, type GraphqlBody } from './graphql-errors.ts';

export interface GraphqlClientOptions extends HttpClientOptions {
  /** Where the system takes documents, below the base. @default '/graphql' */
  readonly path?: string;
  /**
   * What a failed answer means where status, headers and `extensions.code` do not say. It is also asked about an answer with
   * the status 200 that holds errors; `json` is the whole body then.
   */
  readonly explain?: (answer: FailedAnswer) => Explanation | undefined;
}

export interface GraphqlQuery<T> {
  /** With one operation. */
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it changes something. A document with a mutation does, whatever is said here. @default 'read' */
  readonly effect?: 'read' | 'write';
  /** Reads the data, which is a stranger's; throws for what it is not. Fields that failed are null in it. */
  readonly parse: (data: unknown) => T;
}

export interface GraphqlAnswer<T> {
  readonly data: T;
  /** What is missing, one sentence each; the call's scope was told of them already. Empty for a whole answer. */
  readonly warnings: readonly string[];
}

const accept = 'application/graphql-response+json, application/json;q=0.9';

/**
 * GraphQL over `HttpClient`, with all that this does. An answer with errors and without data is a failure, whatever its
 * status; one with both is a partial answer. A query's lost answer has the outcome `none`, though it went by POST.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/
 */
export class GraphqlClient {
  readonly #options: GraphqlClientOptions;
  readonly #http: HttpClient;

  /** @throws as the constructor of `HttpClient` */
  constructor(options: GraphqlClientOptions) {
    this.#options = options;
    this.#http = new HttpClient({ ...options, explain: (answer) => this.#explain(answer, readGraphqlBody(answer.json)) });
  }

  /**
   * Sends one document and reads its answer.
   *
   * @throws IntegrationError with the outcome `unknown` where a mutation may have been done after all; and whatever `parse`
   * throws for a whole answer
   */
  async query<T>(
    scope: CallScope,
    { document, variables, headers = {}, effect = 'read', parse }: GraphqlQuery<T>,
  ): Promise<GraphqlAnswer<T>> {
    const { path = '/graphql', service } = this.#options;
    const repeatable = effect === 'read' && !holdsMutation(document);
    const json = { query: document, ...(variables === undefined ? {} : { variables }) };
    const answer = await this.#http.request(scope, { method: 'POST', path, headers: { accept, ...headers }, json, repeatable });
    const body = readGraphqlBody(answer.json);
    if (body === undefined || (body.errors.length === 0 && body.data === null))
      throw new IntegrationError('protocol_error', `${service} gave an answer that is not GraphQL. Check the address.`, {
        statusCode: answer.status,
        outcome: repeatable ? 'none' : 'unknown',
      });
    if (body.errors.length === 0) return { data: parse(body.data), warnings: [] };
    const failure = this.#failure(answer, body, repeatable);
    if (failure.category === 'rate_limit_error' && failure.retryAfterMs !== undefined) scope.rate.pause(failure.retryAfterMs);
    if (holdsNothing(body.data)) throw failure;
    return this.#partial(scope, body, failure, parse);
  }

  /** Closes every socket; what is under way rejects. */
  close(): Promise<void> {
    return this.#http.close();
  }

  #partial<T>(scope: CallScope, { data, errors }: GraphqlBody, failure: IntegrationError, parse: (data: unknown) => T): GraphqlAnswer<T> {
    let parsed: T;
    try {
      parsed = parse(data);
    } catch (thrown) {
      // What came is too little to be of use, and the errors say why.
      throw failure.with({ cause: isIntegrationError(thrown) ? thrown : toIntegrationError(thrown) });
    }
    const warnings = missingParts(errors, this.#options.service, this.#scrub);
    for (const sentence of warnings) scope.warn?.(sentence);
    return { data: parsed, warnings };
  }

  #failure({ status, header, json }: HttpAnswer, body: GraphqlBody, repeatable: boolean): IntegrationError {
    const { service, clock } = this.#options;
    const answer: FailedAnswer = { status, header, json };
    const told = this.#explain(answer, body);
    const explanation: Explanation = { category: 'validation_error', ...told };
    const error = failedAnswer(answer, { service, scrub: this.#scrub, now: clock.wallNow(), explain: () => explanation });
    if (repeatable) return error.with({ outcome: 'none' });
    // With data, even null, it was begun; then only a known refusal is sure to mean that nothing was done.
    const mayBeDone = !holdsNothing(body.data) || (body.data !== undefined && told.category === undefined);
    return mayBeDone ? error.with({ outcome: 'unknown' }) : error;
  }

  #explain(answer: FailedAnswer, body: GraphqlBody | undefined): Explanation {
    return { ...(body && explainErrors(body.errors)), ...this.#options.explain?.(answer) };
  }

  readonly #scrub = (text: string): string => scrubber(this.#options.credentials?.() ?? {})(text);
}
