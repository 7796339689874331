import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const systems = 30;
const operationsEach = 20;
/** Measured with TypeScript 6.0.3; constraining the generics to `z.ZodType` costs more than a million. */
const mostInstantiations = 600_000;

let folder: string | undefined;
afterAll(async () => {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** One system as a team would write it, different from every other one. */
function contractText(system: number): string {
  const operation = (index: number): string => {
    const kind = (['read', 'read', 'idempotent', 'write'] as const)[index % 4] ?? 'read';
    return `
    op${String(index)}: ${kind}({
      title: 'T', summary: 'S.',
      input: z.object({ repository: ref('op0', { value: 'id', label: 'title' }, { label: 'R' }), state${String(index)}: z.enum(['open', 'closed', 'all']).default('open'), limit: z.int().min(1).max(100).optional(), cursor: cursor() }),
      output: page(z.object({ id: z.string(), title: z.string(), n${String(system)}: z.int(), labels: z.array(z.string()), author: z.object({ login: z.string(), url: z.url() }).nullable(), updated: z.number().nullable() }), 'Rows'),
      view: { as: 'table', items: 'items' },
    }),`;
  };
  return `import { cursor, defineContract, idempotent, page, read, ref, secret, write } from '@wiz/integration-kit/contract';
import { z } from 'zod';
export const s${String(system)} = defineContract({
  id: 's${String(system)}', name: 'S', kind: 'rest', owner: '@wiz/s', about: 'A.', docs: 'https://example.com',
  config: z.object({ baseUrl: z.url().default('https://example.com'), region${String(system)}: z.string().optional() }),
  secrets: z.object({ token: secret({ label: 'Token' }) }),
  page: { version: '1', status: 'stable', success: [], inScope: [], outOfScope: [], constraints: [], vendor: { version: '1', docs: '' }, setUp: [], limitations: [] },
  operations: {${Array.from({ length: operationsEach }, (_, index) => operation(index)).join('')}
  },
});
`;
}

/** A window that uses an operation of every system, through the same types as ours. */
function windowText(): string {
  const each = (line: (system: number) => string): string => Array.from({ length: systems }, (_, system) => line(system)).join('\n');
  return `import type { TRPCBuiltRouter } from '@trpc/server';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { ConnectionId } from '@wiz/engine/types';
import type { RecordOf } from '${path
    .relative(folder ?? '', path.join(root, 'libs/ipc-contract/src/router-type.ts'))
    .split(path.sep)
    .join('/')}';
${each((system) => `import type { s${String(system)} } from './s${String(system)}.ts';`)}
interface Contracts {
${each((system) => `  readonly s${String(system)}: typeof s${String(system)};`)}
}
type Router = TRPCBuiltRouter<{ ctx: object; meta: object; errorShape: never; transformer: true }, { [K in keyof Contracts]: RecordOf<Contracts[K]> }>;
const { useTRPC } = createTRPCContext<Router>();
export function use(connection: ConnectionId): unknown[] {
  const trpc = useTRPC();
  return [
${each((system) => `    trpc.s${String(system)}.op0.queryOptions({ connection, repository: 'r' }), trpc.s${String(system)}.op3.mutationOptions(),`)}
  ];
}
// @ts-expect-error the types are really there: a field that is missing is refused
export const wrong = (connection: ConnectionId) => useTRPC().s0.op0.queryOptions({ connection });
`;
}

describe(`the types of ${String(systems)} systems with ${String(operationsEach)} operations each`, () => {
  it(`cost the type checker fewer than ${mostInstantiations.toLocaleString('en')} instantiations`, { timeout: 120_000 }, async () => {
    const parent = path.join(root, 'dist', 'type-budget');
    await mkdir(parent, { recursive: true });
    folder = await mkdtemp(path.join(parent, 'run-'));
    for (let system = 0; system < systems; system += 1) await writeFile(path.join(folder, `s${String(system)}.ts`), contractText(system));
    await writeFile(path.join(folder, 'window.ts'), windowText());
    await writeFile(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: path.relative(folder, path.join(root, 'tsconfig.base.json')).split(path.sep).join('/'),
        compilerOptions: { lib: ['es2023', 'dom'], customConditions: ['wiz-isomorphic'] },
        include: ['.'],
      }),
    );
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder, '--extendedDiagnostics'], { cwd: root }).catch(
      (error: unknown) => {
        throw new Error(`The synthetic catalogue does not compile: ${String(Reflect.get(Object(error), 'stdout'))}`);
      },
    );
    const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
    expect(instantiations).toBeGreaterThan(50_000);
    expect(instantiations).toBeLessThan(mostInstantiations);
  });
});
