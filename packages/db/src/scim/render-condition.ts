import { foldedSql } from './fold-sql.ts'
import type { ScimCondition, ScimField, ScimList, ScimTest } from './scim-condition.ts'

/** Collects the values of a statement as parameters of the type text. */
export class Parameters {
  readonly values: unknown[]
  readonly #constants = new Map<string, string>()

  /** `first` are the values that the statement has in any case. */
  constructor(first: readonly unknown[]) {
    this.values = [...first]
  }

  /** One parameter for each call, so that the text of a statement follows from its form alone. */
  readonly add = (value: string): string => {
    this.values.push(value)
    return `$${this.values.length}::text`
  }

  /** One parameter for each value, for those that a client has no part in. */
  readonly constant = (value: string): string => {
    const known = this.#constants.get(value) ?? this.add(value)
    this.#constants.set(value, known)
    return known
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** SQL that is true or false, and never null, about the row `r` of `scim_users` or `scim_groups`. */
export function renderCondition(condition: ScimCondition, parameters: Parameters): string {
  const inside = (one: ScimCondition) => renderCondition(one, parameters)
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.items.map(inside).join(` ${condition.kind} `)})`
    case 'not':
      return `not ${inside(condition.item)}`
    case 'constant':
      return String(condition.value)
    case 'holds':
      return `(r.document ${stepsTo(condition.names)} is not null)`
    case 'keys':
      return `(r.match_keys @> array[${condition.keys.map(parameters.add).join(', ')}])`
    case 'test':
      return renderField(condition.field, condition.test, parameters)
    case 'any':
      return renderAny(condition, parameters)
    case 'element':
      return `exists (select 1 from ${rowsOf(condition.list, parameters)} and ${inElement(condition, parameters)})`
  }
}

function renderField(field: ScimField, test: ScimTest, parameters: Parameters): string {
  if (field.kind === 'id' && field.prefix === undefined && isEquality(test)) return renderId(test, parameters)
  if (field.kind === 'created' || field.kind === 'lastModified')
    return renderTime(field.kind, test, parameters)
  const value = valueOf(field, parameters)
  // An index is used for a plain comparison only.
  if (field.kind === 'externalId' && test.operator === 'eq')
    return `(${value} is not null and ${value} = ${parameters.add(test.value)})`
  return renderTest(value, test, parameters, isKey(field))
}

function isKey({ kind }: ScimField): boolean {
  return kind === 'userNameKey' || kind === 'displayNameKey'
}

function isEquality(test: ScimTest): test is Extract<ScimTest, { value: string }> {
  return test.operator === 'eq' || test.operator === 'ne'
}

/** By the primary key. A text that is not written as ids are is nobody's id. */
function renderId({ operator, value }: { operator: string; value: string }, { add }: Parameters): string {
  if (!UUID.test(value)) return operator === 'eq' ? 'false' : 'true'
  return `(r.id ${operator === 'eq' ? '=' : '<>'} ${add(value)}::uuid)`
}

const SIGNS = { eq: '=', ne: '<>', gt: '>', ge: '>=', lt: '<', le: '<=' } as const

/** Clients see milliseconds, so those are compared. */
function renderTime(column: 'created' | 'lastModified', test: ScimTest, { add }: Parameters): string {
  if (!('value' in test)) return String(test.operator === 'present')
  const stored = column === 'created' ? 'r.created_at' : 'r.last_modified'
  const sign = test.operator in SIGNS ? SIGNS[toSign(test.operator)] : null
  return sign === null
    ? 'false'
    : `(date_trunc('milliseconds', ${stored}) ${sign} ${add(test.value)}::timestamptz)`
}

/** Checked by the caller with `in`. */
function toSign(operator: string): keyof typeof SIGNS {
  return operator as keyof typeof SIGNS
}

/** `ne` and `absent` hold of nothing; no other test does. `alike` is a value that is stored folded. */
function renderTest(value: string, test: ScimTest, parameters: Parameters, alike = false): string {
  if (!('value' in test)) return `(${value} is ${test.operator === 'present' ? 'not null' : 'null'})`
  const stored = test.folded && !alike ? foldedSql(value, parameters.constant) : value
  const wanted = parameters.add(test.value)
  switch (test.operator) {
    case 'eq':
      return alike ? `(${stored} = ${wanted})` : `coalesce((${stored}) = ${wanted}, false)`
    case 'ne':
      return `((${stored}) is distinct from ${wanted})`
    case 'co':
      return `coalesce(strpos((${stored}), ${wanted}) > 0, false)`
    case 'sw':
      return `coalesce(starts_with((${stored}), ${wanted}), false)`
    case 'ew':
      return `coalesce(right((${stored}), char_length(${wanted})) = ${wanted}, false)`
    default:
      return `coalesce((${stored}) collate "C" ${SIGNS[test.operator]} ${wanted} collate "C", false)`
  }
}

function renderAny(condition: Extract<ScimCondition, { kind: 'any' }>, parameters: Parameters): string {
  const { list, part, test } = condition
  if (list.kind === 'members' && part === 'value' && test.operator === 'eq')
    return renderMember(test.value, parameters)
  const value = part === null ? 'e.item' : partOf(list, part)
  const some = (one: ScimTest) =>
    `exists (select 1 from ${rowsOf(list, parameters)} and ${value} is not null and ${renderTest(value, one, parameters)})`
  const none = () => `not exists (select 1 from ${rowsOf(list, parameters)} and ${value} is not null)`
  if (test.operator === 'absent') return none()
  return test.operator === 'ne' ? `(${some(test)} or ${none()})` : some(test)
}

/** Found by the member, who is in few groups, and not by looking into each group. */
function renderMember(member: string, { add }: Parameters): string {
  return `(r.id in (select m.group_object_id::uuid from entra_group_members m
    where m.connection_id = $1::uuid and m.member_object_id = ${add(member)}))`
}

function inElement(
  { list, condition }: Extract<ScimCondition, { kind: 'element' }>,
  parameters: Parameters,
): string {
  const inside = (one: ScimCondition): string => {
    if (one.kind === 'test' && one.field.kind === 'part')
      return renderTest(partOf(list, one.field.name), one.test, parameters)
    if (one.kind === 'and' || one.kind === 'or') return `(${one.items.map(inside).join(` ${one.kind} `)})`
    if (one.kind === 'not') return `not ${inside(one.item)}`
    return renderCondition(one, parameters)
  }
  return inside(condition)
}

/** Rows with a condition, behind which others can be added with `and`. */
function rowsOf(list: ScimList, { constant }: Parameters): string {
  switch (list.kind) {
    case 'document':
      return `jsonb_path_query(r.document, '$.${quoteName(list.name)}[*]') as e(item) where true`
    case 'members':
      return `entra_group_members e where e.connection_id = r.connection_id and e.group_object_id = r.id::text`
    case 'groups':
      return `entra_group_members e where e.connection_id = r.connection_id and e.member_object_id = r.id::text`
    case 'schemas': {
      const { always, extended } = list
      const more =
        extended === null
          ? ''
          : `, (case when r.document ${stepsTo([extended])} is not null then ${constant(extended)} end)`
      return `(values (${constant(always)})${more}) as e(item) where true`
    }
  }
}

/** A part of the element `e`. */
function partOf(list: ScimList, name: string): string {
  if (list.kind === 'document') return `(e.item ->> ${quote(name)})`
  const [value, display] =
    list.kind === 'members'
      ? [
          'e.member_object_id',
          "select o.document ->> 'displayName' from scim_users o where o.id = e.member_object_id::uuid",
        ]
      : [
          'e.group_object_id',
          "select o.document ->> 'displayName' from scim_groups o where o.id = e.group_object_id::uuid",
        ]
  if (name === 'value') return value
  if (name === 'display') return `(${display})`
  return name === 'type' ? (list.kind === 'members' ? `'User'::text` : `'direct'::text`) : 'null::text'
}

function valueOf(field: ScimField, { add }: Parameters): string {
  switch (field.kind) {
    case 'id':
      return field.prefix === undefined ? 'r.id::text' : `(${add(field.prefix)} || r.id::text)`
    case 'externalId':
      return 'r.external_id'
    case 'userNameKey':
      return 'r.user_name_key'
    case 'displayNameKey':
      return 'r.display_name_key'
    case 'version':
      return `('W/"' || r.version || '"')`
    case 'constant':
      return add(field.value)
    case 'document':
      return `(r.document ${stepsTo(field.names, '->>')})`
    default:
      throw new Error(`A ${field.kind} is no column of a resource.`)
  }
}

function stepsTo(names: readonly string[], last: '->' | '->>' = '->'): string {
  return names.map((name, index) => `${index === names.length - 1 ? last : '->'} ${quote(name)}`).join(' ')
}

/** Names come from schemas; this is for the `$` in one of them, and in case a schema ever has an apostrophe. */
function quote(name: string): string {
  return `'${name.replaceAll("'", "''")}'`
}

function quoteName(name: string): string {
  return JSON.stringify(name).replaceAll("'", "''")
}
