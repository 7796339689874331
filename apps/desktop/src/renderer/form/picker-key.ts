/**
 * The query key of a picker's choices. Connection and operation come first, so that news of changed answers can hit all
 * choices that came from them.
 */
export function pickerKey(
  connection: string,
  operation: string,
  given: Readonly<Record<string, unknown>>,
  search: string | undefined,
): readonly unknown[] {
  return ['picker', connection, operation, given, search ?? null];
}

/** Everything that was chosen from this operation of this connection. */
export function pickerFilter(connection: string, operation: string): { readonly queryKey: readonly unknown[] } {
  return { queryKey: ['picker', connection, operation] };
}
