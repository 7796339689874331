import { expect, it } from 'vitest';
import { commandOf } from './command-of.mjs';

it('tells the application from the command and its arguments', () => {
  expect(commandOf(['--app', 'dist/app', '--', 'playwright', 'test', '--grep', 'a b'])).toEqual({
    app: 'dist/app',
    command: 'playwright',
    args: ['test', '--grep', 'a b'],
  });
});

it('refuses an order without application or command', () => {
  expect(commandOf(['playwright', 'test'])).toBeUndefined();
  expect(commandOf(['--app', 'dist/app', '--'])).toBeUndefined();
});
