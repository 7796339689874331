/** @throws RangeError unless `value` is a whole number from `min` to `max` */
export function checkWhole(name: string, value: number, min: number, max: number = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${String(min)}` : `from ${String(min)} to ${String(max)}`;
  throw new RangeError(`${name} must be a whole number ${range}, got ${String(value)}`);
}

/** @throws RangeError unless `value` is a finite number from `min` to `max` */
export function checkNumber(name: string, value: number, min: number, max: number = Number.MAX_VALUE): void {
  if (value >= min && value <= max) return;
  const range = max === Number.MAX_VALUE ? `at least ${String(min)}` : `from ${String(min)} to ${String(max)}`;
  throw new RangeError(`${name} must be ${range}, got ${String(value)}`);
}

/** @throws RangeError unless `value` is a finite number above 0 */
export function checkPositive(name: string, value: number): void {
  if (value > 0 && value <= Number.MAX_VALUE) return;
  throw new RangeError(`${name} must be above 0, got ${String(value)}`);
}
