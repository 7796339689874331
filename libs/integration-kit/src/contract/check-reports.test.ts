import { expect, it } from 'vitest';
import { checkReports } from './check-reports.ts';

it.each([
  'https://project-wiz.example/issues/new?labels=github',
  'mailto:team@example.com',
  'mailto:team@example.com?cc=a@b.example',
  undefined,
])('takes %s as the address of an owner', (address) => {
  expect(() => {
    checkReports('notes', address);
  }).not.toThrow();
});

it.each([
  'http://example.com/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'vscode://file/etc/passwd',
  'https://somebody:secret@example.com/',
  'mailto:',
  'mailto:?subject=nobody',
  'team@example.com',
  '',
  `https://example.com/${'x'.repeat(500)}`,
])('refuses %s, and names the contract', (address) => {
  expect(() => {
    checkReports('notes', address);
  }).toThrow(/notes/);
});
