import { z } from 'zod';
import type { AnyContract } from './contract.ts';
import { hintsOf } from './field.ts';
import type { AnyOperation } from './operation.ts';
import type { Picker } from './reference.ts';
import { reservedInputs, reservedOperations } from './reserved-names.ts';
import { zodOf, type AnySchema } from './schema.ts';

type Shape = Readonly<Record<string, unknown>>;

/** Checks what the types of an operation cannot say. @throws TypeError that names the operation and what is wrong with it */
export function checkOperation(contract: AnyContract, name: string): void {
  const operation = operationOf(contract, name);
  const where = `Operation "${contract.id}.${name}"`;
  if (operation === undefined) throw new TypeError(`${where} does not exist.`);
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) throw new TypeError(`${where} must be named in camelCase.`);
  if (reservedOperations.has(name)) throw new TypeError(`${where} has a reserved name.`);
  const input = shapeOf(operation.input);
  if (input === undefined) throw new TypeError(`${where}: the input must be a z.object.`);
  const taken = reservedInputs.find((key) => key in input);
  if (taken !== undefined) throw new TypeError(`${where}: the input field "${taken}" is reserved.`);
  if (operation.cache !== undefined && (operation.effect !== 'read' || operation.chunk !== undefined))
    throw new TypeError(`${where}: only a read that is not streamed may be cached.`);
  if (operation.effect === 'read' && operation.invalidates.length > 0)
    throw new TypeError(`${where}: a read changes nothing, so it makes nothing stale.`);
  if (!Number.isInteger(operation.cost) || operation.cost < 1)
    throw new TypeError(`${where}: the cost must be a whole number of requests, at least 1, got ${String(operation.cost)}.`);
  for (const stale of operation.invalidates) {
    if (operationOf(contract, stale)?.effect !== 'read')
      throw new TypeError(`${where}: it makes "${stale}" stale, which is no read of "${contract.id}".`);
  }
  for (const [key, schema] of Object.entries(input)) {
    const picker = schema instanceof z.ZodType ? hintsOf(schema)?.picker : undefined;
    if (picker !== undefined) checkPicker(contract, picker, `${where}: the field "${key}"`, input);
  }
  const rows = operation.view.as === 'table' ? columnsOf(operation, operation.view.items) : {};
  for (const [key, schema] of Object.entries({ ...shapeOf(operation.output), ...rows })) {
    const picker = schema instanceof z.ZodType ? hintsOf(schema)?.picker : undefined;
    if (picker !== undefined) checkSource(contract, picker, `${where}: the column "${key}"`);
  }
}

function checkPicker(contract: AnyContract, picker: Picker, where: string, input: Shape): void {
  const asked = shapeOf(checkSource(contract, picker, where).input) ?? {};
  for (const given of picker.given ?? []) {
    if (!(given in input) || !(given in asked))
      throw new TypeError(`${where} needs "${given}", which both the operation and "${picker.operation}" must have as input.`);
  }
  if (picker.search !== undefined && !(picker.search in asked))
    throw new TypeError(`${where} searches by "${picker.search}", which is no input of "${picker.operation}".`);
}

/** The read that a mark points to. */
function checkSource(contract: AnyContract, picker: Picker, where: string): AnyOperation {
  const source = operationOf(contract, picker.operation);
  if (source?.effect !== 'read' || source.chunk !== undefined || source.view.as !== 'table')
    throw new TypeError(`${where} is chosen from "${picker.operation}", which is no plain read of "${contract.id}" with a table.`);
  const columns = columnsOf(source, source.view.items);
  for (const column of [picker.value, picker.label, picker.detail]) {
    if (column !== undefined && !(column in columns))
      throw new TypeError(`${where} is chosen by "${column}", which "${picker.operation}" does not answer.`);
  }
  return source;
}

function operationOf(contract: AnyContract, name: string): AnyOperation | undefined {
  return Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
}

function columnsOf(operation: AnyOperation, items: string): Shape {
  const rows = shapeOf(operation.output)?.[items];
  return (rows instanceof z.ZodArray ? shapeOf(rows.element) : undefined) ?? {};
}

function shapeOf(schema: AnySchema): Shape | undefined {
  const object = zodOf(schema);
  return object instanceof z.ZodObject ? object.shape : undefined;
}
