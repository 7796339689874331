import { describe, expect, it } from 'vitest';
import { textWithLinks } from './text-with-links.ts';

describe('a sentence with addresses', () => {
  it('is cut where they begin and end, without the full stop', () => {
    expect(textWithLinks('Open https://github.com/settings/tokens. Then go on.')).toEqual([
      { text: 'Open ' },
      { url: 'https://github.com/settings/tokens' },
      { text: '. Then go on.' },
    ]);
  });

  it('keeps brackets and quotation marks out of the address', () => {
    expect(textWithLinks('(see “https://example.com/a?b=c#d”)')).toEqual([
      { text: '(see “' },
      { url: 'https://example.com/a?b=c#d' },
      { text: '”)' },
    ]);
  });

  it('is whole where there is none, and where an address is not a safe one', () => {
    expect(textWithLinks('Settings → Developer settings')).toEqual([{ text: 'Settings → Developer settings' }]);
    expect(textWithLinks('http://example.com file:///etc')).toEqual([{ text: 'http://example.com file:///etc' }]);
  });
});
