// Says per folder which packages may be imported and how far relative imports may reach. Tags of projects cannot
// see inside one project (the desktop's main, preload and renderer), and `no-restricted-imports` does not see
// dynamic imports; this rule looks at every form: import, export from, side effect, import(), import type, require().
import path from 'node:path';

/**
 * @typedef {object} Options
 * @property {string[]} allow packages that may be imported: a name, a name with subpath, or a prefix ending in `*`; `node:*` for Node's own
 * @property {string[]} [deny] when given, only these are refused (unless allowed): for folders that may bring packages of their own
 * @property {string} root relative imports may not leave this folder (absolute)
 * @property {string} where what this folder is, for the message
 */

/** @type {import('eslint').Rule.RuleModule} */
export const runtimeBoundaries = {
  meta: {
    type: 'problem',
    docs: { description: 'keeps every import inside the process and the layer that its folder belongs to' },
    messages: {
      package: '{{where}} may not import "{{source}}". Allowed: {{allow}}.',
      relative:
        '{{where}} may not reach outside its folder by "{{source}}". Import the package instead, if it may be imported here at all.',
      unknown: '{{where}} must name what it imports: a computed import cannot be checked.',
    },
    schema: [
      {
        type: 'object',
        properties: {
          allow: { type: 'array', items: { type: 'string' } },
          root: { type: 'string' },
          where: { type: 'string' },
          deny: { type: 'array', items: { type: 'string' } },
        },
        required: ['allow', 'root', 'where'],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    /** @type {Options} */
    const { allow, deny, root, where } = context.options[0];
    /** @param {import('estree').Node} node @param {unknown} source */
    const check = (node, source) => {
      if (typeof source !== 'string') {
        context.report({ node, messageId: 'unknown', data: { where } });
        return;
      }
      const bare = source.replace(/\?.*$/, '');
      if (bare.startsWith('.') || path.isAbsolute(bare)) {
        const target = path.resolve(path.dirname(context.filename), bare);
        const relative = path.relative(root, target);
        if (relative.startsWith('..') || path.isAbsolute(relative))
          context.report({ node, messageId: 'relative', data: { where, source } });
        return;
      }
      const refused = deny === undefined || deny.some((pattern) => matches(pattern, bare));
      if (refused && !allow.some((pattern) => matches(pattern, bare))) {
        context.report({ node, messageId: 'package', data: { where, source, allow: allow.join(', ') || 'nothing' } });
      }
    };
    /** @param {any} node */
    const fromSource = (node) => {
      if (node.source != null)
        check(
          node,
          node.source.type === 'Literal' || node.source.type === 'TSLiteralType'
            ? (node.source.value ?? node.source.literal?.value)
            : undefined,
        );
    };
    return {
      ImportDeclaration: fromSource,
      ExportAllDeclaration: fromSource,
      ExportNamedDeclaration: fromSource,
      ImportExpression: fromSource,
      /** @param {any} node */
      TSImportType: (node) => check(node, (node.source ?? node.argument?.literal)?.value),
      /** @param {any} node */
      TSExternalModuleReference: (node) => check(node, node.expression?.value),
      /** @param {any} node */
      CallExpression: (node) => {
        const isRequire = node.callee.type === 'Identifier' && node.callee.name === 'require' && node.arguments.length === 1;
        if (isRequire) check(node, node.arguments[0].type === 'Literal' ? node.arguments[0].value : undefined);
      },
    };
  },
};

/** @param {string} pattern @param {string} source */
function matches(pattern, source) {
  return pattern.endsWith('*') ? source.startsWith(pattern.slice(0, -1)) : source === pattern;
}
