import { describe, expect, it } from 'vitest';
import { externalUrl } from '../security/external-url.ts';
import { reportAddress, reportPlace } from './report-address.ts';
import { reportWords, type ReportFacts } from './report-words.ts';

const facts: ReportFacts = {
  ...{ name: 'GitHub', integration: 'github', contractVersion: '1.0.0', operation: 'listIssues' },
  ...{ category: 'rate_limit_error', correlationId: '0f3c2b1a-1111-4222-8333-000000000001', application: '0.1.0 linux' },
};
const form = 'https://project-wiz.example/issues/new?labels=github';
const hostile = [
  'two\r\nlines: of\n it',
  'a & b = c # d ? e % f + g',
  '“quotes” \' " ` $(rm -rf ~) <script>',
  '../../etc/passwd \u0000 \u202E \uD800 alone',
  '😀'.repeat(2000),
];

describe('the words of a report', () => {
  it('name what was called, how it failed and what it is found by', () => {
    const { title, body, facts: named } = reportWords(facts);
    expect(title).toBe('GitHub: listIssues failed (rate_limit_error)');
    for (const { name, value } of named) expect(body).toContain(`${name}: ${value}`);
    expect(named.map(({ name }) => name)).toEqual(['Integration', 'Operation', 'Category', 'Reference', 'Project Wiz']);
    expect(body).toMatch(/attach the diagnostics file/);
  });

  it('are those of a connection where nothing was run', () => {
    const { title, facts: named } = reportWords({ ...facts, operation: undefined, category: undefined, correlationId: undefined });
    expect(title).toBe('GitHub: a problem with a connection');
    expect(named.map(({ name }) => name)).toEqual(['Integration', 'Project Wiz']);
  });

  it.each([...hostile, '@everyone', 'https://evil.example/?x', ''])('leave out what is no plain word: %s', (correlationId) => {
    expect(reportWords({ ...facts, correlationId }).facts).toContainEqual({ name: 'Reference', value: '(left out)' });
  });
});

describe('the address of a page', () => {
  it('keeps what it asks for and takes title and text', () => {
    const url = new URL(reportAddress(form, reportWords(facts)));
    expect(url.origin + url.pathname).toBe('https://project-wiz.example/issues/new');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      labels: 'github',
      title: reportWords(facts).title,
      body: reportWords(facts).body,
    });
    expect(url.search).not.toContain('+');
  });

  it.each(hostile)('stays one address with three fields, whatever is filled in: %s', (text) => {
    const address = reportAddress(form, { title: text, body: text });
    const url = new URL(address);
    expect([...url.searchParams.keys()]).toEqual(['labels', 'title', 'body']);
    expect([url.origin, url.hash]).toEqual(['https://project-wiz.example', '']);
    expect(address).toMatch(/^[\x21-\x7E]+$/);
    expect(externalUrl(address)).toBe(address);
    if (text.length < 200) expect(url.searchParams.get('body')).toBe(text.replace('\uD800', '\uFFFD'));
  });
});

describe('the address of an e-mail', () => {
  it('is written as RFC 6068 asks: no plus for a space, line ends of two letters', () => {
    const address = reportAddress('mailto:team@example.com?cc=lead@example.com&Subject=old', { title: 'A b', body: 'one\ntwo + (three)' });
    expect(address).toBe('mailto:team@example.com?cc=lead@example.com&subject=A%20b&body=one%0D%0Atwo%20%2B%20%28three%29');
  });

  it.each(hostile)('cannot be given another field or another reader: %s', (text) => {
    const address = reportAddress('mailto:team@example.com', { title: text, body: text });
    expect(address).toMatch(/^mailto:team@example\.com\?subject=[\w.~%-]*&body=[\w.~%-]*$/);
    expect(externalUrl(address)).toBe(address);
  });
});

it.each([form, 'mailto:team@example.com', `https://example.com/${'x'.repeat(470)}`])(
  'is shorter than 2000 characters, cut between letters at the end of the text: %s',
  (reports) => {
    for (const body of ['x'.repeat(5000), '😀'.repeat(2000), '\n'.repeat(3000)]) {
      const address = reportAddress(reports, { title: '😀'.repeat(300).slice(0, 40), body });
      expect(address.length).toBeLessThan(2000);
      expect(address.length).toBeGreaterThan(1900);
      expect(decodeURIComponent(address)).not.toContain('\uFFFD');
    }
  },
);

it('is shown without what is filled in', () => {
  expect(reportPlace(form)).toEqual({ by: 'page', place: 'project-wiz.example/issues/new' });
  expect(reportPlace('mailto:team@example.com?cc=x@example.com')).toEqual({ by: 'mail', place: 'team@example.com' });
});
