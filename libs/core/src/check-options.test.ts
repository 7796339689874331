import { describe, expect, it } from 'vitest';
import { checkNumber, checkPositive, checkWhole } from './check-options.ts';

describe('checkWhole', () => {
  it('takes whole numbers within the range, its ends included', () => {
    for (const value of [1, 2, 5])
      expect(() => {
        checkWhole('n', value, 1, 5);
      }).not.toThrow();
    for (const value of [0, Number.MAX_SAFE_INTEGER])
      expect(() => {
        checkWhole('n', value, 0);
      }).not.toThrow();
  });

  it.each([
    [0, '0'],
    [6, '6'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ])('refuses %s with the name, the range and the value', (value, shown) => {
    expect(() => {
      checkWhole('retries', value, 1, 5);
    }).toThrow(new RangeError(`retries must be a whole number from 1 to 5, got ${shown}`));
  });

  it('names only the lower end where there is no upper one', () => {
    expect(() => {
      checkWhole('queue', -1, 0);
    }).toThrow(new RangeError('queue must be a whole number of at least 0, got -1'));
    expect(() => {
      checkWhole('queue', 2 ** 53, 0);
    }).toThrow(new RangeError('queue must be a whole number of at least 0, got 9007199254740992'));
  });
});

describe('checkNumber', () => {
  it('takes numbers within the range, its ends included', () => {
    for (const value of [0, 0.5, 1])
      expect(() => {
        checkNumber('share', value, 0, 1);
      }).not.toThrow();
    expect(() => {
      checkNumber('burst', Number.MAX_VALUE, 1);
    }).not.toThrow();
  });

  it.each([
    [-0.1, '-0.1'],
    [1.1, '1.1'],
    [NaN, 'NaN'],
  ])('refuses %s with the name, the range and the value', (value, shown) => {
    expect(() => {
      checkNumber('share', value, 0, 1);
    }).toThrow(new RangeError(`share must be from 0 to 1, got ${shown}`));
  });

  it('names only the lower end where there is no upper one', () => {
    expect(() => {
      checkNumber('burst', 0.9, 1);
    }).toThrow(new RangeError('burst must be at least 1, got 0.9'));
    expect(() => {
      checkNumber('burst', Infinity, 1);
    }).toThrow(new RangeError('burst must be at least 1, got Infinity'));
  });
});

describe('checkPositive', () => {
  it('takes every finite number above 0', () => {
    for (const value of [Number.MIN_VALUE, 1, Number.MAX_VALUE])
      expect(() => {
        checkPositive('ms', value);
      }).not.toThrow();
  });

  it.each([
    [0, '0'],
    [-1, '-1'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ])('refuses %s with the name and the value', (value, shown) => {
    expect(() => {
      checkPositive('ms', value);
    }).toThrow(new RangeError(`ms must be above 0, got ${shown}`));
  });
});
