import type { OpenApi } from '../openapi.ts';

/** An object as GitHub sends it. The stand-in makes its own from GitHub's published examples, so that nothing is missing. */
export type Wire = Record<string, unknown>;

/** Looks at a value of an example as an object. */
export function object(value: unknown): Wire {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('The example should be an object here.');
  return value as Wire;
}

function first(value: unknown): Wire {
  if (!Array.isArray(value)) throw new TypeError('The example should be a list here.');
  return object(value[0]);
}

/** GitHub's examples, one of each kind, each call a fresh copy. */
export class Examples {
  readonly #api: OpenApi;

  constructor(api: OpenApi) {
    this.#api = api;
  }

  user = (): Wire => object(this.#api.example('private-user-response-with-public-and-private-profile-information'));
  repository = (): Wire => object(this.#api.example('full-repository-default-response'));
  found = (): Wire => first(object(this.#api.example('repo-search-result-item-paginated'))['items']);
  issue = (): Wire => {
    // The published issue is a pull request too.
    const { pull_request: _, ...issue } = object(this.#api.example('issue'));
    return issue;
  };
  comment = (): Wire => object(this.#api.example('issue-comment'));
  label = (): Wire => first(this.#api.example('label-items'));
  pull = (): Wire => object(this.#api.example('pull-request'));
  listedPull = (): Wire => first(this.#api.example('pull-request-simple-items'));
  file = (): Wire => first(this.#api.example('diff-entry-items'));
  run = (): Wire => first(object(this.#api.example('workflow-run-paginated'))['workflow_runs']);
  notification = (): Wire => first(this.#api.example('thread-items'));
  limits = (): Wire => object(this.#api.example('rate-limit-overview'));
}

/** The same example for another repository: every address in it follows. */
export function inRepository(example: Wire, published: string, fullName: string): Wire {
  return object(JSON.parse(JSON.stringify(example).replaceAll(published, fullName)));
}
