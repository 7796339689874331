import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { SerializedError } from '@wiz/core';
import type { Answer, ConnectionId, ConnectionView, EngineEvent, RunsPage, StreamEvent, Ticket } from '@wiz/engine/types';
import { expectTypeOf } from 'vitest';
import type { AppRouter } from './router-type.ts';

// Checked by `tsc`: what windows get to know of each procedure.
type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
type Kind<Operation extends keyof AppRouter['filesystem']> = AppRouter['filesystem'][Operation]['_def']['type'];

// The effect and the stream decide the kind.
expectTypeOf<Kind<'read'>>().toEqualTypeOf<'query'>();
expectTypeOf<Kind<'write'>>().toEqualTypeOf<'mutation'>();
expectTypeOf<Kind<'createFolder'>>().toEqualTypeOf<'mutation'>();
expectTypeOf<Kind<'delete'>>().toEqualTypeOf<'mutation'>();
expectTypeOf<Kind<'search'>>().toEqualTypeOf<'subscription'>();

// The operation's own input, with what the procedure adds; defaults may be left out.
expectTypeOf<{ connection: ConnectionId; path: string }>().toExtend<Inputs['filesystem']['read']>();
expectTypeOf<{ path: string }>().not.toExtend<Inputs['filesystem']['read']>();
expectTypeOf<{ connection: string; path: string }>().not.toExtend<Inputs['filesystem']['read']>();
expectTypeOf<Inputs['filesystem']['read']>().not.toHaveProperty('ticket');
expectTypeOf<Inputs['filesystem']['delete']>().toHaveProperty('ticket').toEqualTypeOf<string>();

// The contract's output, with where it comes from.
expectTypeOf<Outputs['filesystem']['read']>().toExtend<Answer<{ path: string; text: string; encoding: 'utf8' | 'base64' }>>();
type SearchEvent = Outputs['filesystem']['search'] extends AsyncIterable<infer Event> ? Event : never;
expectTypeOf<SearchEvent>().toExtend<
  StreamEvent<readonly { path: string; line: number | null }[], { matches: number; truncated: boolean }>
>();
expectTypeOf<SearchEvent['type']>().toEqualTypeOf<'progress' | 'chunk' | 'done'>();

// The application's own.
expectTypeOf<Inputs['connections']['list']>().toBeVoid();
expectTypeOf<Outputs['connections']['list']>().toEqualTypeOf<readonly ConnectionView[]>();
expectTypeOf<Outputs['runs']['list']>().toEqualTypeOf<RunsPage>();
expectTypeOf<Outputs['tickets']['prepare']>().toEqualTypeOf<Ticket>();
expectTypeOf<Outputs['events']['all']>().toEqualTypeOf<AsyncIterable<readonly EngineEvent[]>>();

// Every error tells its category.
expectTypeOf<AppRouter['_def']['_config']['$types']['errorShape']['data']['wiz']>().toEqualTypeOf<SerializedError>();
