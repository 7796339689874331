import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contracts } from '@wiz/ipc-contract';
import { describe, expect, it } from 'vitest';
import { e2eFolder, integrationPage } from './integration-page.mjs';
import { integrationPages } from './pages.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const pages = await integrationPages(root);
const clicked = { hasClickTests: true };

/** Everything that the specification wants a page to speak of, in its order. */
const sections = [
  '## Summary',
  '### Overview',
  '### Operations',
  '### Success criteria',
  '## Context and requirements',
  '### Why',
  '### In scope',
  '### Out of scope',
  '### In Project Wiz',
  '## The external system',
  '### Capabilities',
  '### Constraints',
  '### Protocol and availability',
  '### Credentials',
  '### Set-up',
  '## Architecture',
  '### Flow',
  '### Service',
  '### Procedures and hooks',
  '## Data',
  '### Way',
  '## Errors and resilience',
  '### Circuit breaker and budget',
  '## Configuration',
  '## Monitoring',
  '### Health',
  '### Metrics and alerts',
  '## Limitations',
  '## Testing',
  '### Unit and integration',
  '### In the application',
  '## References',
  '### Project Wiz',
  '### The system',
  '### Architecture and security',
];

describe.each(pages)('$file', ({ file, text, contract }) => {
  it('is what the contract says; if not, run: node tools/docs/write-pages.mjs', async () => {
    expect(await readFile(path.join(root, file), 'utf8')).toBe(text);
  });

  it('has every section of the specification, in its order', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => sections.includes(line))).toEqual(sections);
  });

  it('says of every operation what it takes, what it gives and how the window calls it', () => {
    const lines = text.split('\n');
    for (const [name, { title }] of Object.entries(contract.operations)) {
      expect.soft(lines).toContain(`### \`${name}\`: ${title}`);
      expect.soft(lines.filter((line) => line.startsWith(`| \`${contract.id}.${name}\` `))).toHaveLength(1);
    }
  });

  it('says what version it is, what state it is in, who owns it and what kind it is', () => {
    const { page, owner, kind } = contract;
    const cells = (/** @type {string} */ line) => line.split('|').map((cell) => cell.trim());
    const lines = text.split('\n');
    const facts = lines[lines.findIndex((line) => line.startsWith('| Version')) + 2];
    expect(cells(facts ?? '').slice(1, 5)).toEqual([page.version, page.status, `\`${owner}\``, kind]);
  });

  it('tells how it fits into the application: desktop, security, code, data', () => {
    const told = Array.from(text.matchAll(/^- \*\*(Desktop|Security|Code|Data in the window)\.\*\* \S/gm), ([, name]) => name);
    expect(told).toEqual(['Desktop', 'Security', 'Code', 'Data in the window']);
  });

  it('names every program whose login is offered in place of a secret', () => {
    const offered = Array.from(text.matchAll(/^\*\*(.+)\*\* \(`(.+)`\), where it is installed/gm), ([, name, program]) => [name, program]);
    expect(offered).toEqual((contract.secretSources ?? []).map(({ name, program }) => [name, program]));
  });

  it('has no empty section', () => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const level = (/** @type {string | undefined} */ line) => /^(#+) /.exec(line ?? '')?.[1]?.length ?? 9;
    const empty = lines.filter(
      (line, index) => level(line) < 9 && (lines[index + 1] === undefined || level(lines[index + 1]) <= level(line)),
    );
    expect(empty).toEqual([]);
  });

  it('has no placeholder left', () => {
    expect(text).not.toMatch(/\[[A-Z][A-Za-z_ ]+\](?!\()|TODO|TBD|FIXME|undefined|lorem/i);
  });

  it('names only files and folders that are there', () => {
    const named = Array.from(text.matchAll(/`((?:docs|libs|e2e)\/[\w./-]+)`/g), ([, place = '']) => place);
    expect(named.includes(e2eFolder(contract.id))).toBe(existsSync(path.join(root, e2eFolder(contract.id))));
    expect(named.filter((place) => !existsSync(path.join(root, place)))).toEqual([]);
  });
});

it('names what the journal leaves out and what needs a ticket', () => {
  const page = integrationPage(contracts.github, '## Why\n\nBecause.\n', clicked);
  expect(page).toContain('The journal leaves out `createIssue.body`, `commentIssue.text`.');
  expect(integrationPage(contracts.filesystem, '## Why\n\nBecause.\n', clicked)).toContain('A ticket is needed for `delete`.');
});

it('says that nobody clicks it where there are no such tests', () => {
  expect(integrationPage(contracts.filesystem, '## Why\n\nBecause.\n', { hasClickTests: false })).not.toContain(e2eFolder('filesystem'));
});

it('is refused when the team has written nothing', () => {
  expect(() => integrationPage(contracts.filesystem, '# x\n\n## Notes\n\nSome.\n', clicked)).toThrow(/no section “## Why”/);
  const { page } = contracts.filesystem;
  expect(() =>
    integrationPage({ ...contracts.filesystem, page: { ...page, setUp: [], limitations: [] } }, '## Why\n\nBecause.\n', clicked),
  ).toThrow(/says nothing under "limitations"/);
});
