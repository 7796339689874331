import type { github } from '@wiz/contract-github';
import type { Out } from '@wiz/integration-kit/contract';
import { HttpClient, segment, type CallScope, type HttpAnswer, type HttpRequest, type Setup } from '@wiz/integration-kit/main';
import { nextCursor, placeOf } from './cursor.ts';
import { explainFailure } from './explain.ts';

/** One page of a list, as it came. */
export interface Page {
  readonly json: unknown;
  /** Null at the end. */
  readonly nextCursor: string | null;
}

/** Rows a page, where GitHub allows no more than that. */
const mostRows = 100;

/** One account on one GitHub: the only way from a handler to the network. */
export class GithubClient {
  readonly #http: HttpClient;
  /** Name and port of the API's server. */
  readonly host: string;

  constructor({ config: { baseUrl }, secrets: { token }, host }: Setup<Out<typeof github.config>, Out<typeof github.secrets>>) {
    this.host = new URL(baseUrl).host;
    this.#http = new HttpClient({
      transport: host.transport,
      clock: host.clock,
      service: 'GitHub',
      baseUrl,
      userAgent: host.userAgent,
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
      credentials: () => ({ authorization: `Bearer ${token.reveal()}` }),
      explain: (answer) => explainFailure(answer, host.clock.wallNow()),
    });
  }

  request(scope: CallScope, request: HttpRequest): Promise<HttpAnswer> {
    return this.#http.request(scope, request);
  }

  /** @param cursor of the page before, undefined for the first */
  async page(scope: CallScope, { query, ...request }: HttpRequest, cursor: string | undefined, rows = mostRows): Promise<Page> {
    const answer = await this.#http.request(scope, { ...request, query: { ...query, per_page: rows, ...placeOf(cursor) } });
    return { json: answer.json, nextCursor: nextCursor(answer.header('link')) };
  }

  close(): Promise<void> {
    return this.#http.close();
  }
}

/** The path of a repository, or of something in it. @param repository `owner/name`, as the contract checks it */
export function repositoryPath(repository: string, ...parts: readonly (string | number)[]): string {
  return ['/repos', ...[...repository.split('/'), ...parts].map((part) => segment(String(part)))].join('/');
}
