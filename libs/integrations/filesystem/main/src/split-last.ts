/** The folders that lead to a place, and its own name; undefined for the connected folder itself. */
export function splitLast(names: readonly string[]): readonly [parents: readonly string[], name: string | undefined] {
  return [names.slice(0, -1), names.at(-1)];
}
