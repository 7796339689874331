import { expect, it } from 'vitest';
import { commandOf } from './command-of.mjs';

it('tells the application from the command and its arguments', () => {
  expect(commandOf(['--app', 'dist/app', '--', 'playwright', 'test', '--grep', 'a b'])).toEqual({
    app: 'dist/app',
    sessions: 1,
    command: 'playwright',
    args: ['test', '--grep', 'a b'],
  });
});

it('tells how many sessions it wants', () => {
  expect(commandOf(['--app', 'dist/app', '--sessions', '2', '--', 'playwright', '--sessions'])).toEqual({
    app: 'dist/app',
    sessions: 2,
    command: 'playwright',
    args: ['--sessions'],
  });
});

it.each([['0'], ['two'], [''], ['2', '3']])('refuses %s sessions', (...number) => {
  expect(commandOf(['--app', 'dist/app', '--sessions', ...number, '--', 'playwright'])).toBeUndefined();
});

it('refuses an order without application or command', () => {
  expect(commandOf(['playwright', 'test'])).toBeUndefined();
  expect(commandOf(['--app', 'dist/app', '--'])).toBeUndefined();
});
