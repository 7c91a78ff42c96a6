// The import rules of docs/ARCHITECTURE.md, "Floors". tooling/repo-tests proves that each of them still fires.
/** @param {string} name */
const room = (name) => `^packages/${name}/`
const ours = '^(packages|apps|e2e|bench|tooling)/'
const tests = '\\.(test|spec)\\.tsx?$|/testing/|^packages/[^/]+/vitest'

/**
 * `from` may import nothing of ours outside itself and `allowed`.
 * @param {string} from
 * @param {string[]} allowed
 * @param {string} comment
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function only(from, allowed, comment) {
  return {
    name: `${from}-imports`,
    comment,
    severity: 'error',
    from: { path: `^${from}/`, pathNot: tests },
    to: { path: ours, pathNot: [`^${from}/`, ...allowed.map(room)].join('|') },
  }
}

/**
 * Folders of the same level that must not know each other: `$1` is the folder a file is in.
 * @param {string} folder
 * @param {string} comment
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function siblings(folder, comment) {
  return {
    name: `no-cross-import-in-${folder.split('/').at(-1)}`,
    comment,
    severity: 'error',
    from: { path: `^${folder}/([^/]+)/` },
    to: { path: `^${folder}/([^/]+)/`, pathNot: `^${folder}/$1/` },
  }
}

/** @type {import('dependency-cruiser').IConfiguration & { forbidden: import('dependency-cruiser').IForbiddenRuleType[], options: object }} */
export default {
  forbidden: [
    only('packages/vocabulary', [], 'Floor 0 is made of islands.'),
    only('packages/ui', [], 'The design system knows nothing of the product.'),
    only('packages/entra-emulator', [], 'The emulator agrees with Microsoft, not with our client.'),
    only('packages/db', ['vocabulary'], 'The database room knows words, not verbs.'),
    only('packages/entra', ['vocabulary'], 'The provider knows words, not verbs.'),
    only('packages/scim', [], 'SCIM is a language; whoever speaks it is elsewhere.'),
    only('packages/vaultysid', [], 'The wallet protocol knows nothing of the product.'),
    only(
      'packages/directory',
      ['vocabulary', 'db', 'scim', 'vaultysid'],
      'Verbs reach the outside through their context.',
    ),
    only(
      'apps/api',
      ['vocabulary', 'db', 'entra', 'directory', 'scim', 'vaultysid', 'entra-emulator'],
      'The API renders no screens.',
    ),
    {
      name: 'apps/admin-imports',
      comment: 'The console uses the design system, the words, and the type of the router.',
      severity: 'error',
      from: { path: '^apps/admin/' },
      to: {
        path: ours,
        pathNot: '^apps/admin/|^packages/(ui|vocabulary|vaultysid)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'wallet-protocol-only-in-the-demo-wallet',
      comment: 'The console shows QRs that the server made; only the demo wallet speaks the protocol.',
      severity: 'error',
      from: { path: '^apps/admin/', pathNot: '^apps/admin/src/features/demo-wallet/' },
      to: { path: room('vaultysid') },
    },
    {
      name: 'emulator-only-in-demo-and-tests',
      comment: 'The server in production talks to Microsoft.',
      severity: 'error',
      from: {
        path: '^(apps/api|packages)/',
        pathNot: `${tests}|^apps/api/src/demo/|^packages/entra-emulator/`,
      },
      to: { path: room('entra-emulator') },
    },
    {
      name: 'wiring-in-deps-only',
      comment: 'The provider is constructed in deps.ts and nowhere else.',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: `${tests}|^apps/api/src/(deps|demo/.*)\\.ts$` },
      to: { path: room('entra') },
    },
    siblings('apps/admin/src/features', 'A feature never imports a feature.'),
    {
      name: 'features-do-not-import-routes',
      comment: 'Imports in the console go down: routes, features, shell and lib.',
      severity: 'error',
      from: { path: '^apps/admin/src/(features|lib)/' },
      to: { path: '^apps/admin/src/routes/' },
    },
    {
      name: 'lib-is-the-lowest',
      comment: 'Imports in the console go down: routes, features, shell and lib.',
      severity: 'error',
      from: { path: '^apps/admin/src/lib/' },
      to: { path: '^apps/admin/src/(features|shell)/' },
    },
    {
      name: 'no-web-server-in-the-domain',
      comment: 'Verbs know no transport.',
      severity: 'error',
      from: { path: '^packages/directory/' },
      to: { path: 'node_modules/(fastify|@fastify|@trpc)/' },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle means two files answer one question.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-test-code-in-the-product',
      comment: 'What ships does not lean on tests.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: tests },
      to: { path: '\\.(test|spec)\\.tsx?$|/src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
