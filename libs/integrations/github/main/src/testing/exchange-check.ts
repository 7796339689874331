import type { OpenApi, Parameter } from './openapi.ts';
import { schemaProblems } from './schema-check.ts';

/** One request and, where it is known, its answer. */
export interface Exchange {
  readonly method: string;
  /** With its query, below the API's address. */
  readonly path: string;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
}

/** How a request and its answer differ from GitHub's own description of them; none when they fit. */
export function exchangeProblems(api: OpenApi, { method, path, body, status, answer }: Exchange): readonly string[] {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const operation = api.operation(method, pathname);
  if (operation === undefined) return [`${method} ${pathname}: there is no such operation`];
  const problems: string[] = [];
  const parameters = operation.parameters.map((given) => ('$ref' in given ? (api.resolve(given.$ref) as Parameter) : given));
  const known = new Map(parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]));
  for (const [name, text] of searchParams) {
    const parameter = known.get(name);
    if (parameter === undefined) problems.push(`?${name}: unknown`);
    else problems.push(...schemaProblems(api, parameter.schema, valueOf(parameter, text), `?${name}`));
  }
  for (const { name, required } of known.values()) if (required && !searchParams.has(name)) problems.push(`?${name}: is missing`);
  const { requestBody } = operation;
  const bodySchema = requestBody?.content['application/json']?.schema;
  if (body === undefined ? requestBody?.required === true : bodySchema === undefined) problems.push('body: is missing, or is not expected');
  if (body !== undefined && bodySchema !== undefined) {
    problems.push(...schemaProblems(api, bodySchema, body, 'body'));
    const names = new Set([bodySchema, ...(bodySchema.oneOf ?? [])].flatMap(({ properties = {} }) => Object.keys(properties)));
    for (const key of typeof body === 'object' && body !== null ? Object.keys(body) : [])
      if (!names.has(key)) problems.push(`body/${key}: unknown`);
  }
  if (status !== undefined) {
    const described = operation.responses[String(status)];
    const response = described?.$ref === undefined ? described : (api.resolve(described.$ref) as typeof described);
    const schema = response?.content?.['application/json']?.schema;
    if (response === undefined) problems.push(`status ${String(status)}: is not described`);
    else if (schema === undefined ? answer !== undefined : answer === undefined) problems.push('answer: is missing, or is not expected');
    else if (schema !== undefined) problems.push(...schemaProblems(api, schema, answer, 'answer'));
  }
  return problems.map((problem) => `${method} ${pathname} ${problem}`);
}

/** What a text in a query means to GitHub. */
function valueOf({ schema }: Parameter, text: string): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
