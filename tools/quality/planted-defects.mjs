// Forty realistic defects for a clean integration of the kind `rest`, as its generator makes it. Each is one change of its text.
// What they are after: complaints of people about systems like this one, and the fault table of the transport.

/**
 * @typedef {object} Defect
 * @property {string} id
 * @property {string} says what is wrong with it
 * @property {string} file relative to the integration's folder
 * @property {string} from a piece of the file, word for word
 * @property {string} to
 */

const contract = 'contract/src/index.ts';
const contractItems = 'contract/src/items.ts';
const client = 'main/src/client.ts';
const items = 'main/src/items.ts';
const verify = 'main/src/verify.ts';
const wire = 'main/src/wire.ts';

const send = "const { json } = await client.request(scope, { method: 'POST', path: '/items', json: { title, parent_id: parent } });";
const list = "const { json } = await client.request(scope, { path: '/items', query: { limit: rowsPerPage, cursor } });";
const verifying = "const { json } = await client.request(scope, { path: '/account' });";
const credentials = 'credentials: () => ({ authorization: `Bearer ${token.reveal()}` }),';
const request = 'return this.#http.request(scope, request);';

/** @type {readonly Defect[]} */
export const defects = [
  {
    id: 'own-retry',
    says: 'The handler sends a write again by itself.',
    file: items,
    from: send,
    to: `let json: unknown;\n    for (let attempt = 0; attempt < 3; attempt += 1) {\n      try {\n        ({ json } = await client.request(scope, { method: 'POST', path: '/items', json: { title, parent_id: parent } }));\n        break;\n      } catch (error) {\n        if (attempt === 2) throw error;\n      }\n    }`,
  },
  {
    id: 'retry-wrapper',
    says: 'The client repeats whatever failed.',
    file: client,
    from: request,
    to: `return this.#http.request(scope, request).catch((error: unknown) => {\n      if (scope.signal.aborted) throw error;\n      return this.#http.request(scope, request);\n    });`,
  },
  {
    id: 'wrong-effect',
    says: 'A change is declared as a read.',
    file: contractItems,
    from: "import { cursor, field, page, read, ref, write } from '@wiz/integration-kit/contract';",
    to: "import { cursor, field, page, read, read as write, ref } from '@wiz/integration-kit/contract';",
  },
  {
    id: 'write-as-idempotent',
    says: 'A change that counts each time is declared as idempotent.',
    file: contractItems,
    from: "import { cursor, field, page, read, ref, write } from '@wiz/integration-kit/contract';",
    to: "import { cursor, field, idempotent as write, page, read, ref } from '@wiz/integration-kit/contract';",
  },
  {
    id: 'cache-on-write',
    says: 'The answer of a change is cached.',
    file: contractItems,
    from: "    invalidates: ['listItems'],",
    to: "    cache: { ttlMs: 30_000 },\n    invalidates: ['listItems'],",
  },
  {
    id: 'nothing-stale',
    says: 'A change leaves cached lists as they were.',
    file: contractItems,
    from: "    invalidates: ['listItems'],\n",
    to: '',
  },
  { id: 'endless-cache', says: 'A list stays fresh for a day.', file: contractItems, from: 'ttlMs: 30_000', to: 'ttlMs: 86_400_000' },
  {
    id: 'limit-as-permission',
    says: '429 is told as a lack of permission.',
    file: client,
    from: credentials,
    to: `${credentials}\n      explain: ({ status }) =>\n        status === 429 ? { category: 'permission_error', message: 'This account may not do that. Ask its administrator.' } : undefined,`,
  },
  {
    id: 'retry-after-ignored',
    says: 'The pause that the system names is replaced by a second.',
    file: client,
    from: credentials,
    to: `${credentials}\n      explain: ({ status }) =>\n        status === 429\n          ? { category: 'rate_limit_error', message: 'The system asks for a pause. Wait a little.', retryAfterMs: 1000 }\n          : undefined,`,
  },
  {
    id: 'status-mapped-wrongly',
    says: '401 is told as an ill system.',
    file: client,
    from: credentials,
    to: `${credentials}\n      explain: ({ status }) =>\n        status === 401 ? { category: 'service_unavailable', message: 'The system is not there now. Try again later.' } : undefined,`,
  },
  {
    id: 'gone-as-empty',
    says: 'What is not there is told as an empty list.',
    file: items,
    from: list,
    to: `const { json } = await client.request(scope, { path: '/items', query: { limit: rowsPerPage, cursor } }).catch((error: unknown) => {\n      if (error instanceof IntegrationError && error.category === 'not_found') return { json: { items: [] } };\n      throw error;\n    });`,
  },
  {
    id: 'token-in-error',
    says: 'The token is in the words of a failure.',
    file: client,
    from: credentials,
    to: `${credentials}\n      explain: ({ status }) =>\n        status === 401\n          ? { category: 'authentication_error', message: \`The token \${token.reveal()} is not accepted. Make a new one.\` }\n          : undefined,`,
  },
  {
    id: 'token-in-query',
    says: 'The token is sent in the address.',
    file: client,
    from: request,
    to: 'return this.#http.request(scope, { ...request, query: { ...request.query, token: this.#token.reveal() } });',
  },
  {
    id: 'token-printed',
    says: 'The token is printed.',
    file: client,
    from: '    this.host = new URL(baseUrl).host;',
    to: "    console.log('connecting with', token.reveal());\n    this.host = new URL(baseUrl).host;",
  },
  {
    id: 'secret-in-config',
    says: 'A password is among the settings.',
    file: contract,
    from: '  config: z.object({',
    to: "  config: z.object({\n    password: field(z.string().max(200), { label: 'Password', help: 'The password of your account.' }),",
  },
  {
    id: 'cancel-swallowed',
    says: 'A cancelled list is an empty list.',
    file: items,
    from: list,
    to: `let json: unknown;\n    try {\n      ({ json } = await client.request(scope, { path: '/items', query: { limit: rowsPerPage, cursor } }));\n    } catch {\n      return { items: [], nextCursor: null };\n    }`,
  },
  {
    id: 'signal-dropped',
    says: 'The signal of the call is not handed on.',
    file: items,
    from: list,
    to: "const { json } = await client.request({ ...scope, signal: new AbortController().signal }, { path: '/items', query: { limit: rowsPerPage, cursor } });",
  },
  {
    id: 'own-timer',
    says: 'The client waits with a timer of its own.',
    file: client,
    from: request,
    to: 'return new Promise((resolve) => setTimeout(resolve, 50)).then(() => this.#http.request(scope, request));',
  },
  {
    id: 'own-fetch',
    says: 'An operation goes round the transport.',
    file: verify,
    from: verifying,
    to: 'const json: unknown = await (await globalThis.fetch(`https://${client.host}/account`)).json();',
  },
  {
    id: 'own-clock',
    says: 'Time is read from the computer.',
    file: items,
    from: 'created_at: created }: z.infer<typeof WireItem>): Item {',
    to: 'created_at: created }: z.infer<typeof WireItem>): Item {\n  if (created > Date.now()) return { id, title, parent: parent ?? null, created: Date.now() };',
  },
  {
    id: 'shared-state',
    says: 'All accounts share what was listed last.',
    file: items,
    from: 'function toItem({ id, title, parent_id: parent, created_at: created }: z.infer<typeof WireItem>): Item {',
    to: 'const lastSeen = new Map<string, string>();\n\nfunction toItem({ id, title, parent_id: parent, created_at: created }: z.infer<typeof WireItem>): Item {\n  lastSeen.set(id, title);',
  },
  {
    id: 'shared-clients',
    says: 'All clients are kept in one list, and none leaves it.',
    file: client,
    from: '  readonly #http: HttpClient;',
    to: '  static clients: OrchardClient[] = [];\n  readonly #http: HttpClient;\n  readonly number = OrchardClient.clients.push(this);',
  },
  {
    id: 'endless-cursor',
    says: 'The last page leads to the first one again.',
    file: items,
    from: 'nextCursor: next };',
    to: "nextCursor: next ?? '0' };",
  },
  {
    id: 'unbounded-list',
    says: 'All pages are collected before anything is answered.',
    file: items,
    from: list,
    to: "const all: unknown[] = [];\n    let place: string | undefined = cursor;\n    for (;;) {\n      const part = await client.request(scope, { path: '/items', query: { limit: rowsPerPage, cursor: place } });\n      const read = readAnswer(WireItems, part.json);\n      all.push(...read.items.map((item) => ({ ...item, created_at: new Date(item.created_at).toISOString() })));\n      if (typeof read.next_cursor !== 'string') break;\n      place = read.next_cursor;\n    }\n    const json: unknown = { items: all };",
  },
  {
    id: 'missing-help',
    says: 'A setting is not explained.',
    file: contract,
    from: "      help: 'Where the API is, such as https://api.example.com.',\n",
    to: '',
  },
  {
    id: 'missing-label',
    says: 'An input has no label.',
    file: contractItems,
    from: "field(z.string().trim().min(1, 'write a title').max(200, 'at most 200 characters'), {\n        label: 'Title',\n        help: 'What the item is about.',\n      })",
    to: "z.string().trim().min(1, 'write a title').max(200, 'at most 200 characters')",
  },
  {
    id: 'unbounded-input',
    says: 'A text may be as long as memory is.',
    file: contractItems,
    from: ".max(200, 'at most 200 characters')",
    to: '',
  },
  {
    id: 'done-names-nothing',
    says: 'The sentence for when it is done names a field that is not there.',
    file: contractItems,
    from: "done: 'Created “{title}”.'",
    to: "done: 'Created “{name}”.'",
  },
  {
    id: 'no-set-up',
    says: 'How to get a token is not said.',
    file: contract,
    from: "setUp: ['Sign in to Orchard and make an access token in your account’s settings.', 'Copy the token and paste it here.'],",
    to: 'setUp: [],',
  },
  {
    id: 'unescaped-path',
    says: 'A value is put into the path as it is.',
    file: items,
    from: "path: '/items', json: { title, parent_id: parent }",
    to: "path: `/items/${parent ?? ''}`, json: { title, parent_id: parent }",
  },
  {
    id: 'raw-vendor-error',
    says: 'The platform’s own error leaves the integration.',
    file: wire,
    from: "  throw new IntegrationError(\n    'protocol_error',",
    to: "  if (place === '') throw new Error(result.error.message);\n  throw new IntegrationError(\n    'protocol_error',",
  },
  { id: 'unowned', says: 'Nobody owns it.', file: contract, from: "owner: '@wiz/orchard',", to: "owner: 'somebody'," },
  {
    id: 'loose-types',
    says: 'An answer is taken as what it may not be.',
    file: items,
    from: 'const { items, next_cursor: next = null } = readAnswer(WireItems, json);',
    to: 'const { items, next_cursor: next = null } = json as any;',
  },
  {
    id: 'unchecked-answer',
    says: 'An answer is used without being read by a schema.',
    file: items,
    from: 'return toItem(readAnswer(WireItem, json));',
    to: 'return toItem(json as z.infer<typeof WireItem>);',
  },
  {
    id: 'other-integration',
    says: 'It imports another integration.',
    file: items,
    from: "import { z } from 'zod';",
    to: "import { github } from '@wiz/contract-github';\nimport { z } from 'zod';\n\nexport const other = github.id;",
  },
  {
    id: 'reads-environment',
    says: 'A setting comes from the environment.',
    file: client,
    from: "      service: 'Orchard',",
    to: "      service: process.env['ORCHARD_NAME'] ?? 'Orchard',",
  },
  {
    id: 'listener-left',
    says: 'A listener is never taken away.',
    file: client,
    from: request,
    to: "scope.signal.addEventListener('abort', () => void this.#http.close());\n    return this.#http.request(scope, request);",
  },
  {
    id: 'reference-to-nothing',
    says: 'An input is chosen from a list that is not there.',
    file: contractItems,
    from: "        'listItems',\n        fromItems,\n        { label: 'Belongs to', help:",
    to: "        'listBaskets',\n        fromItems,\n        { label: 'Belongs to', help:",
  },
  {
    id: 'install-script',
    says: 'It brings a package that runs a script when it is installed.',
    file: 'main/package.json',
    from: '"zod": "4.6.7"',
    to: '"electron-winstaller": "5.4.0",\n    "zod": "4.6.7"',
  },
  {
    id: 'account-by-name',
    says: 'An account is known by the name that its owner may change, the same for all.',
    file: verify,
    from: 'account: `${client.host}:${String(id)}`',
    to: 'account: `${client.host}:${String(Math.random())}:${String(id)}`',
  },
];
