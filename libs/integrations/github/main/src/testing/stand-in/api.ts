import { createHash } from 'node:crypto';
import { accessHeaders, refusal } from './access.ts';
import { codeRoutes } from './code-routes.ts';
import type { Examples, Wire } from './examples.ts';
import { issueRoutes } from './issue-routes.ts';
import type { StandInAnswer, StandInOptions, StandInToken } from './options.ts';
import { pageOf } from './paging.ts';
import { RateBudget } from './rate-budget.ts';
import { generalRoutes, notFound, type Route } from './routes.ts';
import type { World } from './world.ts';

/** One request, without the network around it. */
export interface ApiRequest {
  /** The API's address, prefix included. */
  readonly base: string;
  readonly method: string;
  /** Below the prefix, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: string;
}

export interface ApiOptions {
  readonly tokens: NonNullable<StandInOptions['tokens']>;
  readonly limits: NonNullable<StandInOptions['limits']>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Budgets {
  readonly core: RateBudget;
  readonly search: RateBudget;
}

/** GitHub's API as a function of a request: tokens, rights, limits, pages and ETags around the routes. */
export class StandInApi {
  readonly #world: World;
  readonly #examples: Examples;
  readonly #options: ApiOptions;
  readonly #budgets = new Map<string, Budgets>();

  constructor(world: World, examples: Examples, options: ApiOptions) {
    this.#world = world;
    this.#examples = examples;
    this.#options = options;
  }

  answer(request: ApiRequest): StandInAnswer {
    // GitHub turns away who does not say who they are.
    if ((request.header('user-agent') ?? '') === '')
      return { status: 403, body: { message: 'Request forbidden by administrative rules.' } };
    const [, text = ''] = /^(?:Bearer|token) (.+)$/i.exec(request.header('authorization') ?? '') ?? [];
    const token = Object.hasOwn(this.#options.tokens, text) ? this.#options.tokens[text] : undefined;
    if (token === undefined) return problem(401, text === '' ? 'Requires authentication' : 'Bad credentials');
    const budgets = this.#budgetsOf(text);
    if (request.method === 'GET' && request.path === '/rate_limit')
      return { ...this.#limits(budgets), headers: budgetHeaders('core', budgets.core) };
    const route = [...generalRoutes, ...issueRoutes, ...codeRoutes].find(
      ({ method, path }) => method === request.method && path.test(request.path),
    );
    const kind = route?.budget === 'search' ? 'search' : 'core';
    const budget = budgets[kind];
    const isAllowed = budget.take();
    const made = isAllowed
      ? this.#unchanged(request, route === undefined ? notFound() : this.#routed(request, route, token))
      : overdrawn(token);
    if (made.status === 304) budget.giveBack();
    return { ...made, headers: { ...made.headers, ...budgetHeaders(kind, budget) } };
  }

  #routed(request: ApiRequest, route: Route, token: StandInToken): StandInAnswer {
    const headers = accessHeaders(token, route.need);
    const refused = refusal(token, route.need);
    if (refused !== undefined) return { ...refused, headers };
    const sent = parsed(request.body);
    if (sent === undefined) return { ...problem(400, 'Problems parsing JSON'), headers };
    const [, ...parts] = (route.path.exec(request.path) ?? []).map(decodeURIComponent);
    const whole = route.answer({ world: this.#world, examples: this.#examples, token, parts, query: request.query, sent });
    const address = `${request.base}${request.path}`;
    const made = route.paged === undefined || whole.status !== 200 ? whole : pageOf(whole, route.paged, request.query, address);
    return { ...made, headers: { ...headers, ...made.headers } };
  }

  /** 304 for what the client has already; else the answer with its ETag. */
  #unchanged({ method, header }: ApiRequest, answer: StandInAnswer): StandInAnswer {
    if (method !== 'GET' || answer.status !== 200) return answer;
    const etag = `W/"${createHash('sha256').update(JSON.stringify(answer.body)).digest('hex')}"`;
    const headers = { ...answer.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' };
    return header('if-none-match') === etag ? { status: 304, headers } : { ...answer, headers };
  }

  #budgetsOf(token: string): Budgets {
    const { limits, now } = this.#options;
    const known = this.#budgets.get(token) ?? {
      core: new RateBudget(limits.core ?? 5000, 3_600_000, now),
      search: new RateBudget(limits.search ?? 30, 60_000, now),
    };
    this.#budgets.set(token, known);
    return known;
  }

  #limits({ core, search }: Budgets): StandInAnswer {
    const example = this.#examples.limits();
    const resources = { ...(example['resources'] as Wire), core: core.report, search: search.report };
    return { status: 200, body: { resources, rate: core.report } };
  }
}

function budgetHeaders(resource: string, { report }: RateBudget): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(report).map(([name, value]) => [`x-ratelimit-${name}`, String(value)])),
    'x-ratelimit-resource': resource,
  };
}

function overdrawn({ id }: StandInToken): StandInAnswer {
  return problem(403, `API rate limit exceeded for user ID ${String(id)}.`);
}

/** GitHub's form of a refusal. */
export function problem(status: number, message: string): StandInAnswer {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}

/** The object that was sent, empty for none; undefined for what is no object. */
function parsed(body: string): Wire | undefined {
  if (body === '') return {};
  try {
    const sent: unknown = JSON.parse(body);
    return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? (sent as Wire) : undefined;
  } catch {
    return undefined;
  }
}
