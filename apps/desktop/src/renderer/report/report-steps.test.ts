import { expect, it } from 'vitest';
import { afterReport, reportSteps } from './report-steps.ts';

const owner = '@wiz/notes';
const page = { owner, to: { by: 'page', place: 'example.com/new', address: 'https://example.com/new?title=x' } } as const;
const mail = { owner, to: { by: 'mail', place: 'team@example.com', address: 'mailto:team@example.com?subject=x' } } as const;
const nowhere = { owner, to: null };

it('says what will be opened, and that the person sends it', () => {
  expect(reportSteps(page)).toMatchObject({ action: 'Save and open the page…', then: { title: 'You attach the file and send it' } });
  expect(reportSteps(mail).opens.title).toContain('team@example.com');
  expect(reportSteps(mail).action).toContain('e-mail');
});

it('only saves where the owner has no address, and says who the owner is', () => {
  const { action, opens, then } = reportSteps(nowhere);
  expect(action).toBe('Save…');
  expect(opens.about).toContain(owner);
  expect(then.title).toContain(owner);
  expect(afterReport({ opened: false }, nowhere)).toContain(owner);
});

it('tells afterwards what is open, and what to do where nothing did', () => {
  expect(afterReport({ opened: true }, page)).toMatch(/page is open.*attach/);
  expect(afterReport({ opened: true }, mail)).toMatch(/e-mail is open.*attach/);
  for (const to of [page, mail]) expect(afterReport({ opened: false }, to)).toMatch(/Copy the address/);
});
