import type { SerializedError } from '@wiz/core';
import type { TRPCDefaultErrorData, TRPCDefaultErrorShape } from '@trpc/server';

/** What every failed procedure carries beside its sentence: the error as it left the engine, without cause and stack. */
export interface WizErrorData extends TRPCDefaultErrorData {
  wiz: SerializedError;
}

/** The whole error as it travels. `message` is the sentence for the user. */
export interface WizErrorShape extends TRPCDefaultErrorShape {
  data: WizErrorData;
}

/** The same answer with the call's own id as what it can be found by, unless the error knows one already. */
export function withReference(shape: WizErrorShape, correlationId: string | undefined): WizErrorShape {
  if (correlationId === undefined || shape.data.wiz.correlationId !== undefined) return shape;
  return { ...shape, data: { ...shape.data, wiz: { ...shape.data.wiz, correlationId } } };
}

/**
 * Nothing is changed on the way: the processes exchange structured clones, so dates and bytes arrive as they are.
 * Naming a transformer also spares the type checker tRPC's JSON typing.
 */
export const identityTransformer = {
  serialize: (value: unknown): unknown => value,
  deserialize: (value: unknown): unknown => value,
};
