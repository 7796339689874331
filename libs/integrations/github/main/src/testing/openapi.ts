import { readFileSync } from 'node:fs';

/** The part of JSON Schema that GitHub's description uses, as OpenAPI 3.0 has it. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly format?: 'date-time' | 'uri';
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Content {
  readonly 'application/json'?: { readonly schema: JsonSchema };
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: Content }>>;
}

interface Description {
  readonly info: { readonly version: string; readonly license: { readonly name: string }; readonly source: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly [kind: string]: Readonly<Record<string, unknown>>;
  };
}

/**
 * GitHub's own description of the operations that this integration uses, with the examples it publishes; see
 * `tools/extract-openapi.mjs`. Reading it takes a few milliseconds, so keep it.
 */
export class OpenApi {
  readonly description: Description;

  constructor() {
    // Made by our own tool; `openapi.test.ts` reads all of it.
    this.description = JSON.parse(readFileSync(new URL('./openapi.json', import.meta.url), 'utf8')) as Description;
  }

  /** What a reference such as `#/components/schemas/issue` names. @throws TypeError when there is no such thing */
  resolve(reference: string): unknown {
    const [, kind = '', name = ''] = /^#\/components\/(\w+)\/([\w-]+)$/.exec(reference) ?? [];
    const found = this.description.components[kind]?.[name];
    if (found === undefined) throw new TypeError(`The description has no ${reference}.`);
    return found;
  }

  /** A fresh copy of an example that GitHub publishes. @throws TypeError when it publishes none of that name */
  example(name: string): unknown {
    const found = this.description.components.examples[name];
    if (found === undefined) throw new TypeError(`There is no example “${name}”.`);
    return structuredClone(found.value);
  }

  /** The operation that a request is for. @param path without query */
  operation(method: string, path: string): ApiOperation | undefined {
    for (const [template, methods] of Object.entries(this.description.paths)) {
      const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      const found = methods[method.toLowerCase()];
      if (found !== undefined && pattern.test(path)) return found;
    }
    return undefined;
  }
}
