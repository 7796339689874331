import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');
const workspace = path.resolve(project, '..', '..');

/** Where things are; all absolute. */
export const paths = {
  workspace,
  project,
  /** The application folder that the build makes: it runs from anywhere. */
  output: path.join(workspace, 'dist', 'apps', 'desktop'),
};
