import { seesPrivate, type Need } from './access.ts';
import { object, type Examples, type Wire } from './examples.ts';
import type { StandInAnswer, StandInToken } from './options.ts';
import type { StoredRepository, World } from './world.ts';

/** One request, taken apart. */
export interface Asked {
  readonly world: World;
  readonly examples: Examples;
  readonly token: StandInToken;
  /** What stood in the places of the pattern. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** The object that was sent; empty without one. */
  readonly sent: Wire;
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly need: Need;
  /** Its rows are handed out in pages of at most so many; the body is then a list, or an object with the list in `rowsIn`. */
  readonly paged?: { readonly most: number; readonly rowsIn?: string };
  /** Which budget it costs. @default core */
  readonly budget?: 'search' | 'none';
  answer(asked: Asked): StandInAnswer;
}

export function ok(body: unknown): StandInAnswer {
  return { status: 200, body };
}

export function notFound(): StandInAnswer {
  return { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' } };
}

export function invalid(resource: string, field: string, code = 'missing_field'): StandInAnswer {
  const body = { message: 'Validation Failed', errors: [{ resource, field, code }], documentation_url: 'https://docs.github.com/rest' };
  return { status: 422, body };
}

/** Runs with the repository that the first two parts name, if the token may see it. */
export function withRepository(
  { world, token, parts: [owner = '', name = ''] }: Asked,
  use: (repository: StoredRepository) => StandInAnswer,
): StandInAnswer {
  const repository = world.repository(`${owner}/${name}`);
  return repository === undefined || (repository.isPrivate && !seesPrivate(token)) ? notFound() : use(repository);
}

/** The account, repositories and notifications. */
export const generalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/user$/,
    need: { scopes: [] },
    answer: ({ examples, token: { login, id } }) => ok({ ...examples.user(), login, id, html_url: `https://github.com/${login}` }),
  },
  {
    method: 'GET',
    path: /^\/user\/repos$/,
    need: { scopes: [], permission: 'metadata=read' },
    paged: { most: 100 },
    answer: ({ world, token }) => ok(seen(world, token).map(({ wire }) => wire)),
  },
  {
    method: 'GET',
    path: /^\/repos\/([^/]+)\/([^/]+)$/,
    need: { scopes: [], permission: 'metadata=read' },
    answer: (asked) => withRepository(asked, ({ wire }) => ok(wire)),
  },
  {
    method: 'GET',
    path: /^\/search\/repositories$/,
    need: { scopes: [] },
    paged: { most: 100, rowsIn: 'items' },
    budget: 'search',
    answer: (asked) => search(asked),
  },
  {
    method: 'GET',
    path: /^\/notifications$/,
    need: { scopes: ['notifications', 'repo'], classicOnly: true },
    paged: { most: 50 },
    answer: ({ world, query }) => ok(world.notifications.filter(({ unread }) => unread === true || query.get('all') === 'true')),
  },
  {
    method: 'PATCH',
    path: /^\/notifications\/threads\/(\d+)$/,
    need: { scopes: ['notifications', 'repo'], classicOnly: true },
    answer: ({ world, parts }: Asked): StandInAnswer => {
      const notification = world.notifications.find((known) => known['id'] === parts[0]);
      if (notification === undefined) return notFound();
      Object.assign(notification, { unread: false, last_read_at: world.time() });
      return { status: 205 };
    },
  },
];

function search({ world, examples, token, query }: Asked): StandInAnswer {
  const words = (query.get('q') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'));
  if ((query.get('q') ?? '').trim() === '') return invalid('Search', 'q', 'missing');
  const found = seen(world, token).filter(({ wire }) => {
    const text = `${String(wire['full_name'])} ${String(wire['description'])}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const items = found.map(({ wire }) => ({ ...examples.found(), ...wire, score: 1 }));
  return ok({ total_count: items.length, incomplete_results: false, items });
}

/** What the token reaches, last pushed first. */
function seen({ repositories }: World, token: StandInToken): readonly StoredRepository[] {
  return repositories
    .filter(({ isPrivate }) => !isPrivate || seesPrivate(token))
    .sort((a, b) => String(object(b.wire)['pushed_at']).localeCompare(String(object(a.wire)['pushed_at'])));
}
