import { describe, expect, it } from 'vitest';
import { isOurPage, type SenderEvent, type SenderRule } from './sender-rule.ts';

const now: SenderRule = { origin: 'app://hub', electronMajor: 45, knows: (id) => id === 7 };
const frame = { origin: 'app://hub', parent: null, detached: false };
const good: SenderEvent = { type: 'frame', sender: { id: 7 }, senderFrame: frame };

describe('the sender rule', () => {
  it('accepts the top frame of our own page in a window of ours', () => {
    expect(isOurPage(good, now)).toBe(true);
  });

  it.each<[string, SenderEvent]>([
    ['a service worker', { ...good, type: 'service-worker' }],
    ['a message that does not say what it comes from', { sender: { id: 7 }, senderFrame: frame }],
    ['a window that is not ours', { ...good, sender: { id: 8 } }],
    ['a frame that is gone', { ...good, senderFrame: null }],
    ['a detached frame', { ...good, senderFrame: { ...frame, detached: true } }],
    ['a frame that does not say whether it is detached', { ...good, senderFrame: { origin: 'app://hub', parent: null } }],
    ['a frame within the page', { ...good, senderFrame: { ...frame, parent: frame } }],
    ['another origin', { ...good, senderFrame: { ...frame, origin: 'https://evil.example' } }],
    ['an origin that only begins like ours', { ...good, senderFrame: { ...frame, origin: 'app://hub.evil' } }],
    ['a page without an origin', { ...good, senderFrame: { ...frame, origin: 'null' } }],
  ])('refuses %s', (_name, event) => {
    expect(isOurPage(event, now)).toBe(false);
  });

  it('refuses a frame whose every property throws, as a disposed one does', () => {
    const disposed = {
      get origin(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
      parent: null,
      detached: false,
    };
    expect(isOurPage({ ...good, senderFrame: disposed }, now)).toBe(false);
  });

  it('takes what Electron did not tell before version 35 for a frame only there', () => {
    const silent = { sender: { id: 7 }, senderFrame: { origin: 'app://hub', parent: null } };
    expect([25, 34, 35, Number.NaN].map((electronMajor) => isOurPage(silent, { ...now, electronMajor }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isOurPage({ ...silent, type: 'service-worker' }, { ...now, electronMajor: 25 })).toBe(false);
  });
});
