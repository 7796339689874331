const sections = 'tools/docs/pages.test.mjs › has every section of the specification, in its order';
const notEmpty = 'tools/docs/pages.test.mjs › has no empty section';
const refused = 'tools/docs/pages.test.mjs › is refused when the team has written nothing';

/** @type {import('./item.mjs').Section} */
export const summary = {
  number: 1,
  title: 'Summary',
  items: [
    {
      id: '1.1',
      asks: 'What is connected, and why.',
      files: ['tools/docs/integration-page.mjs#integrationPage', 'libs/integrations/github/contract/introduction.md'],
      tests: [sections, refused],
    },
    {
      id: '1.2',
      asks: 'The points at which the integration touches the system.',
      files: ['tools/docs/integration-page.mjs#integrationPage'],
      tests: ['tools/docs/pages.test.mjs › says of every operation what it takes, what it gives and how the window calls it'],
    },
    {
      id: '1.3',
      asks: 'When the integration does its job: criteria that can be checked.',
      files: ['libs/integration-kit/src/contract/contract-page.ts#ContractPage'],
      tests: [sections, notEmpty],
    },
  ],
};

/** @type {import('./item.mjs').Section} */
export const context = {
  number: 2,
  title: 'Context and requirements',
  items: [
    {
      id: '2.1',
      asks: 'The need behind it.',
      files: ['libs/integrations/github/contract/introduction.md', 'libs/integrations/filesystem/contract/introduction.md'],
      tests: [refused, notEmpty],
    },
    {
      id: '2.2',
      asks: 'What is in scope.',
      files: ['libs/integrations/github/contract/src/index.ts#github'],
      tests: [sections, notEmpty],
    },
    {
      id: '2.3',
      asks: 'What is out of scope, is for later, or belongs to another integration.',
      files: ['libs/integrations/github/contract/src/index.ts#github'],
      tests: [sections, notEmpty],
    },
    {
      id: '2.4',
      asks: 'How it works within a desktop application.',
      files: ['tools/docs/page-context.mjs#inProjectWiz', 'apps/desktop/src/main/application.ts#startApplication'],
      tests: [
        'tools/docs/pages.test.mjs › tells how it fits into the application: desktop, security, code, data',
        'e2e/desktop/src/smoke.spec.ts › the first screen offers one thing to do, and does it: a folder is connected and searched',
      ],
    },
    {
      id: '2.5',
      asks: 'What a desktop application needs for its security.',
      files: ['docs/security/threat-model.md', 'docs/security/electron.md'],
      tests: [
        'tools/docs/threats.test.mjs › names a test for every threat, or says that there is none',
        'e2e/desktop/src/security.spec.ts › 4. runs the page in a sandboxed process',
      ],
    },
    {
      id: '2.6',
      asks: 'Code is written in line, without layers of helpers.',
      files: ['CONTRIBUTING.md', 'libs/integrations/github/main/src/issues.ts#issueHandlers'],
      untested: 'a matter of taste, looked at in review; the linter bounds the length of files',
    },
    {
      id: '2.7',
      asks: 'Its data goes through TanStack Query, its places through TanStack Router.',
      files: [
        'apps/desktop/src/renderer/app/query-client.ts#createQueryClient',
        'apps/desktop/src/renderer/app/router.tsx#createAppRouter',
        'apps/desktop/src/renderer/app/use-engine-events.ts#useEngineEvents',
      ],
      tests: [
        'apps/desktop/src/renderer/app/engine-cache.test.ts › puts a new run in its place by time',
        'e2e/desktop/src/shell/persistence.spec.ts › after a restart connection and runs are there again',
      ],
    },
  ],
};
