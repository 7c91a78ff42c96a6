export { bodies, filterPaths, filters, userDocuments, wireResources } from './arbitraries.ts'
export { createModelServer, type ModelServer } from './model/model-server.ts'
export { printFilter } from './print-filter.ts'
export { readSuites } from './vectors/read-suites.ts'
export {
  reportVectors,
  runCase,
  runVectors,
  type VectorOutcome,
  type VectorResult,
  type VectorTarget,
} from './vectors/run-vectors.ts'
export type { VectorCase, VectorSuite, WireRequest, WireResponse } from './vectors/vector-format.ts'
