import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditVerdict } from './audit-verdict.mjs';

/**
 * What npm 11 wrote, recorded: of this workspace's lock file, with advisories that were made up.
 * @param {string} name
 */
const recorded = (name) => readFile(path.join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8');

describe('an audit', () => {
  it('passes when nothing is known', async () => {
    expect(auditVerdict(await recorded('none'))).toEqual({
      outcome: 'passed',
      lines: ['Audit of what is shipped: no known flaw of level high or worse.'],
    });
  });

  it('fails with every flaw of level high or worse, the worst first, where it is and what mends it', async () => {
    expect(auditVerdict(await recorded('flaws'))).toEqual({
      outcome: 'failed',
      lines: [
        'Audit of what is shipped: failed, known flaws of level high or worse:',
        '  critical  scheduler >=0.1.0: Code of a stranger is run',
        '    https://github.com/advisories/GHSA-gggg-hhhh-iiii',
        '    in node_modules/scheduler; no fixed version yet',
        '  high  zod <4.6.8: Denial of service by a crafted pattern',
        '    https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
        '    in node_modules/zod; no fixed version yet',
        'Known flaws of a lower level: 1.',
      ],
    });
  });

  it('says which version mends a flaw, or that npm can do it', async () => {
    const text = (await recorded('flaws')).replaceAll('"fixAvailable": false', '"fixAvailable": true');
    expect(auditVerdict(text).lines).toContain('    in node_modules/zod; npm audit fix mends it');
    const fix = '{ "name": "zod", "version": "4.6.8", "isSemVerMajor": false }';
    const named = (await recorded('flaws')).replaceAll('"fixAvailable": false', `"fixAvailable": ${fix}`);
    expect(auditVerdict(named).lines).toContain('    in node_modules/zod; mended by zod 4.6.8');
  });

  it('passes with lesser flaws, and counts them', async () => {
    const text = (await recorded('flaws')).replace(/"severity": "(high|critical)"/g, '"severity": "moderate"');
    expect(auditVerdict(text)).toEqual({
      outcome: 'passed',
      lines: ['Audit of what is shipped: no known flaw of level high or worse. Known flaws of a lower level: 3.'],
    });
  });

  it('fails when a package is called flawed without a reason', () => {
    const flawed = { name: 'a', severity: 'high', via: ['b'], nodes: ['node_modules/a'], fixAvailable: false };
    const { outcome, lines } = auditVerdict(JSON.stringify({ auditReportVersion: 2, vulnerabilities: { a: flawed } }));
    expect([outcome, lines[1]]).toEqual(['failed', '  high  a']);
  });

  it('is skipped, with the reason, when the registry offers none', async () => {
    const { outcome, lines } = auditVerdict(await recorded('no-endpoint'));
    expect(outcome).toBe('skipped');
    expect(lines).toEqual([expect.stringMatching(/^Audit .*: skipped, for the registry offers none \(405 Method Not Allowed/)]);
  });

  it.each([
    ['the registry is down', 'registry-down', /nobody could be asked: 503/],
    ['there is no network', 'no-network', /nobody could be asked: .*ECONNREFUSED/],
  ])('fails when %s: nobody has looked', async (_what, name, reason) => {
    const { outcome, lines } = auditVerdict(await recorded(name));
    expect([outcome, lines.join('\n')]).toEqual(['failed', expect.stringMatching(reason)]);
  });

  it('fails on what it cannot read', () => {
    for (const output of ['', 'npm error code ELSPROBLEMS', '[', '3', '{"auditReportVersion":3,"vulnerabilities":{}}', '{}']) {
      expect(auditVerdict(output).outcome).toBe('failed');
    }
  });
});
