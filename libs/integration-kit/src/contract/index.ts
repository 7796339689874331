export { defineContract } from './contract.ts';
export type { AnyContract, Contract, Kind } from './contract.ts';
export { field, hintsOf } from './field.ts';
export type { FieldHints } from './field.ts';
export { destructive, idempotent, read, write } from './operation.ts';
export type { AnyOperation, Limits, Operation, ResultView } from './operation.ts';
export { parse, zodOf } from './schema.ts';
export type { AnySchema, In, Out, Schema } from './schema.ts';
