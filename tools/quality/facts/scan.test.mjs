import { describe, expect, it } from 'vitest';
import { scan } from './scan.mjs';

/** @param {string} text @returns {readonly string[]} the topics that are found */
function found(text) {
  const findings = scan('libs/integrations/notes/main/src/notes.ts', text, {
    id: 'notes',
    effects: { listNotes: 'read', addNote: 'write' },
  });
  return [...new Set(findings.map(({ topic }) => topic))];
}

describe('what ships', () => {
  it.each([
    ['module state', 'let last = 0;'],
    ['module state', 'const seen = new Map(); export const add = (id) => seen.set(id, 1);'],
    ['module state', 'const state = { last: 0 }; export function note() { state.last += 1; }'],
    ['module state', 'class Client { static count = 0; }'],
    ['own cache', 'class Client { #cache = new Map(); }'],
    ['own port', 'setTimeout(() => undefined, 5);'],
    ['own port', 'const at = Date.now();'],
    ['own port', 'const now = new Date();'],
    ['own port', 'const answer = await globalThis.fetch(address);'],
    ['own port', "import { request } from 'node:https';"],
    ['own port', "import { setTimeout as wait } from 'node:timers/promises';"],
    ['environment', "const token = process.env['TOKEN'];"],
    ['printing', 'console.log(token);'],
    ['printing', "process.stdout.write('x');"],
    ['blocking call', "const text = readFileSync('x');"],
    ['listener', "signal.addEventListener('abort', stop);"],
    ['own retry', 'for (let n = 0; n < 3; n += 1) { try { return await client.request(scope, r); } catch (error) { last = error; } }'],
    ['foreign error', "throw new Error('no');"],
    ['foreign error', "throw 'no';"],
    ['vendor words', "throw new IntegrationError('not_found', error.message);"],
    ['vendor words', "throw new IntegrationError('not_found', `It failed: ${error.message}`);"],
    ['vendor words', 'const explanation = { category, message: String(answer.json) || body.message };'],
    ['told secret', "throw new IntegrationError('authentication_error', `Bad token ${token.reveal()}`);"],
    ['told secret', 'const request = { query: { token: token.reveal() } };'],
    ['bare path', 'client.request(scope, { path: `/notes/${id}` });'],
    ['bare path', "client.request(scope, { path: '/notes/' + id });"],
    [
      'changing method',
      "const handlers = { async listNotes(input, { client }) { return client.request(scope, { method: 'POST', path: '/notes' }); } };",
    ],
    ['loose type', 'const answer: any = 1;'],
    ['loose type', 'const answer = given!;'],
    ['loose type', 'const answer = given as unknown as Note;'],
    ['loose type', '// @ts-expect-error -- no\nconst x = 1;'],
    ['foreign address', "client.request(scope, { path: 'https://example.com/notes' });"],
    ['unsafe', 'const agent = { rejectUnauthorized: false };'],
    ['unsafe', "const f = new Function('return 1');"],
    ['swallowed', 'try { await client.request(scope, r); } catch { return []; }'],
    ['swallowed', 'const rows = await client.request(scope, r).catch(() => []);'],
    ['foreign import', "import { github } from '@wiz/contract-github';"],
    ['foreign import', "const other = await import('@wiz/integration-github');"],
  ])('has %s in: %s', (topic, text) => {
    expect(found(text)).toContain(topic);
  });

  it.each([
    'const words = new Set(["a"]); export const has = (word) => words.has(word);',
    'class Client { static readonly = true; }'.replace('static ', ''),
    'const at = new Date(wire.updated_at);',
    '// setTimeout(() => undefined, 5); console.log(token);',
    "const text = 'fetch(x); Date.now();';",
    'const query = { fetch: 1 }; query.fetch;',
    "signal.addEventListener('abort', stop, { once: true });",
    'for (const page of pages) { rows.push(...page); }',
    "throw new IntegrationError('not_found', 'It is gone.', { cause: error });",
    "throw new IntegrationError('not_found', `${subject}: ${general.message}`);",
    'const credentials = () => ({ authorization: `Bearer ${token.reveal()}` });',
    'client.request(scope, { path: `/notes/${segment(id)}/${notePath(id)}` });',
    "const handlers = { async addNote(input, { client }) { return client.request(scope, { method: 'POST', path: '/notes' }); } };",
    "import { notes } from '@wiz/contract-notes'; import { segment } from '@wiz/integration-kit/main';",
    'try { await unlink(file); } catch { /* Nothing depends on it. */ }',
    'try { return await client.request(scope, r); } catch (error) { if (isKnown(error)) return []; throw error; }',
    'await unlink(file).catch(() => undefined);',
  ])('is clean with: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
