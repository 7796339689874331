import { standInToken, type GithubStandIn } from '@wiz/integration-github/testing';
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { openOperation, runButton, sidebar } from './steps.ts';

/** Opens the form that connects GitHub, with the stand-in's address filled in. */
export async function openGithubForm(page: Page, github: Pick<GithubStandIn, 'url'>): Promise<Locator> {
  await sidebar(page).getByRole('link', { name: 'Add a connection' }).click();
  await page.getByRole('link', { name: 'Connect: GitHub' }).click();
  const form = page.getByRole('form', { name: 'Connect: GitHub' });
  await form.getByRole('button', { name: 'More options' }).click();
  await form.getByRole('textbox', { name: 'API address' }).fill(github.url);
  return form;
}

export function tokenInput(form: Locator): Locator {
  return form.getByLabel('Personal access token', { exact: true });
}

export async function connect(form: Locator): Promise<void> {
  await form.getByRole('button', { name: 'Connect', exact: true }).click();
}

/** Connects GitHub as a person does who has done it before. */
export async function connectGithub(page: Page, github: Pick<GithubStandIn, 'url'>, token = standInToken): Promise<void> {
  const form = await openGithubForm(page, github);
  await tokenInput(form).fill(token);
  await connect(form);
  await expect(githubHeading(page)).toBeVisible();
}

export function githubHeading(page: Page): Locator {
  return page.getByRole('heading', { level: 1, name: /^octocat/ });
}

/** Chooses in a field that offers what the system lists. Nothing is typed. */
export async function choose(page: Page, form: Locator, field: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: field, exact: true }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Lists the open issues of octocat's first repository by choosing alone. */
export async function listIssues(page: Page): Promise<Locator> {
  const form = await openOperation(page, 'List issues');
  await choose(page, form, 'Repository', 'octocat/Hello-World');
  await runButton(form, 'List issues').click();
  return result(page);
}

export function result(page: Page): Locator {
  return page.getByRole('region', { name: 'Result' });
}

/** Opens an operation from the menu of a row, filled in with what the row is. */
export async function fromRow(page: Page, row: string, title: string): Promise<Locator> {
  await result(page)
    .getByRole('button', { name: new RegExp(`^What to do with .*${row}`) })
    .click();
  await page.getByRole('menuitem', { name: new RegExp(`^${title}`) }).click();
  const form = page.getByRole('form', { name: title, exact: true });
  await form.waitFor();
  return form;
}
