import { HIDDEN, isPlain, redactFilter, redactName } from './redact-text.ts'

const SEGMENTS: ReadonlySet<string> = new Set([
  'Users',
  'Groups',
  '.search',
  'Bulk',
  'Me',
  'Schemas',
  'ResourceTypes',
  'ServiceProviderConfig',
])
const MAX_PARAMETERS = 20

/** What stands behind the base URL as it may be kept: ids, names of attributes and numbers stay, compared values do not. */
export function redactPath(path: string, query: string): string {
  const shown = path
    .split('/')
    .slice(0, 8)
    .map((segment) => (SEGMENTS.has(segment) || isPlain(segment) ? segment : HIDDEN))
    .join('/')
  if (query === '') return shown || '/'
  const parameters = query.split('&').slice(0, MAX_PARAMETERS).map(redactParameter)
  return `${shown}?${parameters.join('&')}`
}

function redactParameter(parameter: string): string {
  const sign = parameter.indexOf('=')
  const name = sign < 0 ? parameter : parameter.slice(0, sign)
  const shownName = /^[A-Za-z]\w{0,39}$/.test(name) ? name : HIDDEN
  if (sign < 0) return shownName
  return `${shownName}=${redactParameterValue(name, decode(parameter.slice(sign + 1)))}`
}

function redactParameterValue(name: string, value: string): string {
  switch (name) {
    case 'filter':
      return redactFilter(value)
    case 'attributes':
    case 'excludedAttributes':
      return value
        .split(',', 60)
        .map((one) => (one === '' ? '' : redactName(one.trim())))
        .join(',')
    case 'startIndex':
    case 'count':
      return /^[+-]?\d{1,10}$/.test(value) ? value : HIDDEN
    default:
      return value === '' ? '' : HIDDEN
  }
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    return HIDDEN
  }
}
