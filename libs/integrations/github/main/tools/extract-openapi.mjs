// Writes src/testing/openapi.json: GitHub's own description of the operations that this integration sends, cut out of
// the package @octokit/openapi (MIT). The package is no dependency: unpacked it has 404 MB. Run it to move to a newer
// description, then read the difference:
//
//   node libs/integrations/github/main/tools/extract-openapi.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { format } from 'prettier';

const source = '@octokit/openapi@23.0.2';
const file = 'package/generated/api.github.com.json';
const licenceFile = 'package/LICENSE';
const target = path.join(import.meta.dirname, '../src/testing/openapi.json');

/** GitHub's names of the operations, as in its documentation. */
const operations = new Set([
  'actions/list-workflow-runs-for-repo',
  'actions/re-run-workflow',
  'activity/list-notifications-for-authenticated-user',
  'activity/mark-thread-as-read',
  'issues/add-labels',
  'issues/create',
  'issues/create-comment',
  'issues/get',
  'issues/list-comments',
  'issues/list-for-repo',
  'issues/set-labels',
  'issues/update',
  'pulls/get',
  'pulls/list',
  'pulls/list-files',
  'rate-limit/get',
  'repos/get',
  'repos/list-for-authenticated-user',
  'search/repos',
  'users/get-authenticated',
]);

const folder = mkdtempSync(path.join(tmpdir(), 'github-openapi-'));
try {
  execFileSync('npm', ['pack', source, '--silent', '--pack-destination', folder], { stdio: 'inherit' });
  const archive = path.join(folder, 'octokit-openapi-23.0.2.tgz');
  const listed = execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).split('\n');
  if (!listed.includes(file) || !listed.includes(licenceFile))
    throw new Error(`${source} no longer has ${file} and ${licenceFile}; it has: ${listed.join(', ')}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder, file, licenceFile]);
  const licenceText = readFileSync(path.join(folder, licenceFile), 'utf8').trim();
  const excerpt = excerptOf(JSON.parse(readFileSync(path.join(folder, file), 'utf8')), licenceText);
  writeFileSync(target, await format(JSON.stringify(excerpt), { parser: 'json', printWidth: 140 }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * @param {any} description the whole of GitHub's description
 * @param {string} licenceText which has to come along with it
 */
function excerptOf(description, licenceText) {
  /** @type {Record<string, any>} */
  const paths = {};
  /** @type {Record<string, Record<string, any>>} */
  const components = { schemas: {}, parameters: {}, responses: {}, examples: {} };
  const missing = new Set(operations);
  for (const [address, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!missing.delete(operation.operationId)) continue;
      paths[address] = { ...paths[address], [method]: collect(operationOf(operation)) };
    }
  }
  if (missing.size > 0) throw new Error(`The description has no ${[...missing].join(', ')}.`);
  const { title, version, license } = description.info;
  return {
    openapi: description.openapi,
    info: {
      title,
      version,
      license,
      source,
      'x-license-text': licenceText,
      'x-excerpt': 'The operations of this integration only, without descriptions. Made by tools/extract-openapi.mjs.',
    },
    paths,
    components: Object.fromEntries(
      Object.entries(components).map(([kind, named]) => [
        kind,
        Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))),
      ]),
    ),
  };

  /** Adds every component that a part names, and what those name, to the excerpt. @param {any} part */
  function collect(part) {
    for (const reference of referencesIn(part)) {
      const [kind, name] = reference.replace('#/components/', '').split('/');
      if (kind === 'headers' || name in components[kind]) continue;
      const whole = description.components[kind][name];
      components[kind][name] =
        kind === 'schemas'
          ? schemaOf(whole)
          : kind === 'responses'
            ? responseOf(whole)
            : kind === 'parameters'
              ? parameterOf(whole)
              : whole;
      collect(components[kind][name]);
    }
    return part;
  }
}

/** @param {any} operation */
function operationOf({ operationId, externalDocs, parameters = [], requestBody, responses }) {
  return {
    operationId,
    externalDocs,
    parameters: parameters.map(parameterOf),
    ...(requestBody === undefined
      ? {}
      : { requestBody: { required: requestBody.required ?? false, content: contentOf(requestBody.content) } }),
    responses: Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, responseOf(response)])),
  };
}

/** @param {any} parameter */
function parameterOf({ $ref, name, in: place, required = false, schema }) {
  return $ref === undefined ? { name, in: place, required, schema: schemaOf(schema) } : { $ref };
}

/** @param {any} response */
function responseOf({ $ref, content }) {
  if ($ref !== undefined) return { $ref };
  return content === undefined ? {} : { content: contentOf(content) };
}

/** @param {any} content */
function contentOf(content) {
  const json = content['application/json'];
  if (json === undefined) return {};
  return { 'application/json': { schema: schemaOf(json.schema), ...(json.examples === undefined ? {} : { examples: json.examples }) } };
}

/** A schema with what can be checked of it, and nothing else. @param {any} schema @returns {any} */
function schemaOf(schema) {
  if (schema.$ref !== undefined) return { $ref: schema.$ref };
  const kept = ['type', 'nullable', 'enum', 'required', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];
  /** @type {Record<string, any>} */
  const checked = Object.fromEntries(kept.filter((key) => key in schema).map((key) => [key, schema[key]]));
  if (schema.format === 'date-time' || schema.format === 'uri') checked.format = schema.format;
  if (schema.properties !== undefined)
    checked.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, schemaOf(property)]));
  if (schema.items !== undefined) checked.items = schemaOf(schema.items);
  if (typeof schema.additionalProperties === 'object') checked.additionalProperties = schemaOf(schema.additionalProperties);
  else if (schema.additionalProperties === false) checked.additionalProperties = false;
  for (const key of ['allOf', 'anyOf', 'oneOf']) if (schema[key] !== undefined) checked[key] = schema[key].map(schemaOf);
  return checked;
}

/** @param {unknown} part @returns {Generator<string>} */
function* referencesIn(part) {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === '$ref' && typeof value === 'string') yield value;
    else yield* referencesIn(value);
  }
}
