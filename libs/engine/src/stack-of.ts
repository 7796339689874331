/** Where it was thrown, without its message, which may quote anything. */
export function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack?.slice(thrown.stack.indexOf('\n    at ') + 1) : undefined;
}
