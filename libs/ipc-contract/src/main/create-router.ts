import { initTRPC, type AnyTRPCProcedure, type AnyTRPCRouter } from '@trpc/server';
import { isIntegrationError, toIntegrationError, type IntegrationError } from '@wiz/core';
import { ConnectionId, type Caller, type RunRequest } from '@wiz/engine/types';
import { parse, type AnyContract, type AnyOperation, type Schema } from '@wiz/integration-kit/contract';
import { z } from 'zod';
import { identityTransformer, withReference } from '../error-data.ts';
import { catalogue } from '../registry.ts';
import type { AppRouter } from '../router-type.ts';
import { systemInputs } from '../system-inputs.ts';
import type { CallContext } from './call-context.ts';
import { errorBehind, formatError } from './error-formatter.ts';
import { eventStream } from './event-stream.ts';
import type { AppFacade, EngineFacade } from './facade.ts';
import type { IpcLogger } from './logger.ts';
import { pacedStream } from './paced-stream.ts';

export interface RouterOptions {
  /** Asked on every call, so that the window can open before the engine is ready. A rejection answers the call. */
  readonly engine: () => Promise<EngineFacade>;
  readonly app: AppFacade;
  readonly logger: IpcLogger;
}

const looseObject = z.record(z.string(), z.unknown());
const callerFields = z.object({ connection: ConnectionId, force: z.boolean().optional() });
const confirmedFields = z.object({ ...callerFields.shape, ticket: z.string().min(1).max(200) });

/** The application's router over every contract of the catalogue. */
export function createRouter(options: RouterOptions): AppRouter {
  // Paths, kinds and answers are proven to follow the contracts, as the type does, in create-router.test.ts.
  return buildRouter(catalogue, options) as unknown as AppRouter;
}

/** The same over any contracts, each of which is asked for when the first call to it comes. */
export function buildRouter(contracts: Readonly<Record<string, AnyContract>>, { engine, app, logger }: RouterOptions): AnyTRPCRouter {
  const t = initTRPC.context<CallContext>().create({
    transformer: identityTransformer,
    isDev: false,
    errorFormatter: ({ error, shape, ctx }) => withReference(formatError(error, shape), ctx?.id),
  });
  /** A failure is one line without its sentence; what nobody expected is told with its place in the program as well. */
  const report = (error: IntegrationError, thrown: unknown, path: string, id: string): void => {
    const { category, outcome, attempts, code, statusCode, integration, connection, operation, correlationId = id } = error;
    if (category === 'cancelled') return;
    const facts = { category, outcome, attempts, code, statusCode, integration, connection, operation };
    logger.info('call_failed', { path, correlationId, ...facts });
    if (category === 'internal_error' && !isIntegrationError(thrown))
      logger.error('unexpected error in a procedure', { path, correlationId, error: thrown });
  };
  const base = t.procedure.use(async ({ ctx, path, next }) => {
    const result = await next();
    if (!result.ok) report(errorBehind(result.error), result.error.cause ?? result.error, path, ctx.id);
    return result;
  });
  const taking = <S extends Schema>(schema: S) =>
    base.input((raw: unknown) => parse(schema, raw, 'validation_error', 'The request was not as expected.'));
  const streaming = <T>(ctx: CallContext, path: string, open: (ready: EngineFacade) => AsyncIterable<T>): AsyncIterable<T> =>
    pacedStream(ctx, async () =>
      logged(open(await engine()), (error) => {
        report(toIntegrationError(error), error, path, ctx.id);
      }),
    );

  const operationProcedure = (integration: string, name: string, operation: AnyOperation): AnyTRPCProcedure => {
    const taken = base.input((raw: unknown) => requestOf(integration, name, operation, raw));
    if (operation.chunk !== undefined) {
      return taken.subscription(({ ctx, input, path }) => streaming(ctx, path, (ready) => ready.stream(begun(input, ctx))));
    }
    const resolve = async ({ ctx, input }: { ctx: CallContext; input: RunRequest }) => (await engine()).run(begun(input, ctx));
    return operation.effect === 'read' ? taken.query(resolve) : taken.mutation(resolve);
  };

  const router = t.router({
    connections: {
      list: taking(systemInputs.nothing).query(async () => (await engine()).connections.list()),
      verify: taking(systemInputs.connectionTrial).mutation(async ({ ctx, input: { id, ...draft } }) =>
        (await engine()).connections.verify(draft, id, callerOf(ctx)),
      ),
      secretSources: taking(systemInputs.secretSourcesQuery).query(async ({ input: { integration, config } }) =>
        (await engine()).connections.secretSources(integration, config),
      ),
      keychain: taking(systemInputs.nothing).query(async () => (await engine()).connections.keychain()),
      add: taking(systemInputs.connectionDraft).mutation(async ({ ctx, input }) => (await engine()).connections.add(input, callerOf(ctx))),
      update: taking(systemInputs.connectionChange).mutation(async ({ ctx, input: { id, ...change } }) =>
        (await engine()).connections.update(id, change, callerOf(ctx)),
      ),
      protect: taking(systemInputs.connectionRef).mutation(async ({ input }) => (await engine()).connections.protect(input.id)),
      remove: taking(systemInputs.connectionRef).mutation(async ({ input }) => (await engine()).connections.remove(input.id)),
    },
    health: {
      states: taking(systemInputs.nothing).query(async () => (await engine()).health.states()),
      check: taking(systemInputs.connectionRef).mutation(async ({ input }) => (await engine()).health.check(input.id)),
      metrics: taking(systemInputs.connectionRef).query(async ({ input }) => (await engine()).health.metrics(input.id)),
      resetMetrics: taking(systemInputs.connectionRef).mutation(async ({ input }) => (await engine()).health.resetMetrics(input.id)),
      networkChanged: taking(systemInputs.nothing).mutation(async () => {
        (await engine()).networkChanged();
      }),
    },
    runs: {
      list: taking(systemInputs.runsQuery).query(async ({ input }) => (await engine()).runs.list(input)),
      get: taking(systemInputs.runRef).query(async ({ input }) => (await engine()).runs.get(input.id)),
      again: taking(systemInputs.runRef).query(async ({ input }) => (await engine()).runs.again(input.id)),
      cancel: taking(systemInputs.runRef).mutation(async ({ input }) => (await engine()).runs.cancel(input.id)),
      clear: taking(systemInputs.nothing).mutation(async () => (await engine()).runs.clear()),
    },
    tickets: {
      prepare: taking(systemInputs.ticketRequest).mutation(async ({ ctx, input }) => (await engine()).prepare(begun(input, ctx))),
    },
    events: {
      all: taking(systemInputs.nothing).subscription(({ ctx, path }) =>
        streaming(ctx, path, (ready) => eventStream((listener) => ready.subscribe(listener), ctx.signal)),
      ),
    },
    app: {
      info: taking(systemInputs.nothing).query(() => app.info()),
      pickFolder: taking(systemInputs.pickFolder).mutation(({ input }) => app.pickFolder(input)),
      openExternal: taking(systemInputs.openExternal).mutation(({ input }) => app.openExternal(input.url)),
      openDataFolder: taking(systemInputs.nothing).mutation(() => app.openDataFolder()),
      log: taking(systemInputs.windowLog).mutation(({ input }) => {
        app.log(input);
      }),
      previewDiagnostics: taking(systemInputs.connectionRef).query(({ input }) => app.previewDiagnostics(input.id)),
      saveDiagnostics: taking(systemInputs.connectionRef).mutation(({ input }) => app.saveDiagnostics(input.id)),
      previewReport: taking(systemInputs.reportRequest).query(({ input }) => app.previewReport(input)),
      readReport: taking(systemInputs.connectionRef).query(({ input }) => app.readReport(input.id)),
      makeReport: taking(systemInputs.reportRequest).mutation(({ input }) => app.makeReport(input)),
      devStandIn: taking(systemInputs.integrationRef).query(({ input }) => app.development?.standIn(input.integration) ?? null),
      devOrigin: taking(systemInputs.runRef).query(({ input }) => app.development?.originOf(input.id) ?? null),
      devOpenSource: taking(systemInputs.runRef).mutation(({ input }) => app.development?.openSource(input.id)),
    },
  });
  const procedureAt = (path: string): AnyTRPCProcedure | undefined => {
    const [id = '', name = '', ...rest] = path.split('.');
    const operations = rest.length === 0 && Object.hasOwn(contracts, id) ? contracts[id]?.operations : undefined;
    const operation = operations !== undefined && Object.hasOwn(operations, name) ? operations[name] : undefined;
    return operation === undefined ? undefined : operationProcedure(id, name, operation);
  };
  // Its type has them as they are nested; what it holds, and electron-trpc looks up, are paths.
  const known = router._def.procedures as unknown as Readonly<Record<string, AnyTRPCProcedure>>;
  return { ...router, _def: { ...router._def, procedures: madeOnDemand(known, procedureAt) } };
}

/** Procedures by their path, to which more are added when they are first asked for. */
function madeOnDemand(
  known: Readonly<Record<string, AnyTRPCProcedure>>,
  make: (path: string) => AnyTRPCProcedure | undefined,
): Record<string, AnyTRPCProcedure> {
  return new Proxy<Record<string, AnyTRPCProcedure>>(
    { ...known },
    {
      get: (procedures, path) => {
        if (typeof path !== 'string') return undefined;
        const made = Object.hasOwn(procedures, path) ? procedures[path] : make(path);
        if (made !== undefined) procedures[path] = made;
        return made;
      },
    },
  );
}

/** The caller can end what it asked for, and find what is told of it. */
function callerOf({ id, signal }: CallContext): Required<Caller> {
  return { signal, correlationId: id };
}

function begun(request: RunRequest, ctx: CallContext): RunRequest {
  return { ...request, ...callerOf(ctx) };
}

/** Takes the procedure's own fields apart from the operation's input, which the engine checks against the contract. */
function requestOf(integration: string, name: string, operation: AnyOperation, raw: unknown): RunRequest {
  const all = parse(looseObject, raw, 'validation_error', 'The request was not as expected.');
  if (operation.effect !== 'destructive') {
    const caller = parse(callerFields, all, 'validation_error', 'The request was not as expected.');
    return { integration, operation: name, ...caller, input: without(all, ['connection', 'force']) };
  }
  const caller = parse(confirmedFields, all, 'validation_error', 'This needs to be confirmed first.');
  return { integration, operation: name, ...caller, input: without(all, ['connection', 'force', 'ticket']) };
}

function without(all: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key)));
}

/** Passes a stream on and tells of what it throws. */
async function* logged<T>(source: AsyncIterable<T>, report: (error: unknown) => void): AsyncGenerator<T, void> {
  try {
    yield* source;
  } catch (error) {
    report(error);
    throw error;
  }
}
