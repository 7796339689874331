/** Characters of a state that are told; the rest would only hide what else is. */
const mostShown = 400;

/**
 * What a recorded process has promised so far, as its marks tell it, a line each: `{"begun":3,"state":"…"}` before it asks for
 * change 3, after which everything would be as `state` says, and `{"kept":3}` once it was told that everything up to change 3 is
 * kept. Changes are numbered from 0 and take effect one after the other.
 */
export class Promises {
  readonly #states: string[] = [];
  #kept = -1;
  #rest = '';

  /**
   * Takes in what was written to the file of marks.
   * @returns whether it holds a new promise
   * @throws {RangeError} for what is no mark
   */
  read(text: string): boolean {
    const before = this.#kept;
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const mark: unknown = JSON.parse(line);
      if (hasNumber(mark, 'begun') && 'state' in mark && typeof mark.state === 'string' && mark.begun === this.#states.length)
        this.#states.push(mark.state);
      else if (hasNumber(mark, 'kept') && mark.kept < this.#states.length) this.#kept = Math.max(this.#kept, mark.kept);
      else throw new RangeError(`not a mark: ${line}`);
    }
    return this.#kept > before;
  }

  /** Why a state must not be found now; undefined for one that may be. */
  broken(state: string): string | undefined {
    const found = this.#states.lastIndexOf(state);
    const kept = String(this.#kept);
    if (found === -1) {
      const begun = String(this.#states.length - 1);
      return `neither old nor new: the state after no change up to ${begun}, with ${kept} acknowledged: ${state.slice(0, mostShown)}`;
    }
    return found < this.#kept ? `lost: only changes up to ${String(found)} are there, and ${kept} was acknowledged` : undefined;
  }
}

function hasNumber<Name extends string>(mark: unknown, name: Name): mark is Record<Name, number> {
  return typeof mark === 'object' && mark !== null && typeof Reflect.get(mark, name) === 'number';
}
