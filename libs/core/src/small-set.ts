/**
 * A set that nearly always holds one thing or none: that one has a place of its own, and no `Set` is made for it.
 * Adding and deleting cost the same however many it holds.
 */
export class SmallSet<T extends object> {
  #first: T | undefined;
  #others: Set<T> | undefined;

  get size(): number {
    return (this.#first === undefined ? 0 : 1) + (this.#others?.size ?? 0);
  }

  add(member: T): void {
    if (this.#first === undefined) this.#first = member;
    else (this.#others ??= new Set()).add(member);
  }

  delete(member: T): void {
    if (this.#first === member) this.#first = undefined;
    else this.#others?.delete(member);
  }

  /** Visits every member; those that are deleted meanwhile are left out. */
  forEach(visit: (member: T) => void): void {
    if (this.#first !== undefined) visit(this.#first);
    this.#others?.forEach(visit);
  }
}
