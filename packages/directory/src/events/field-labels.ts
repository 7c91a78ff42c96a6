/** Words for stored field names inside a sentence. */
const FIELD_LABELS: Partial<Record<string, string>> = {
  name: 'name',
  givenName: 'given name',
  surname: 'family name',
  email: 'email',
  jobTitle: 'job title',
  department: 'department',
  employeeId: 'employee ID',
  description: 'description',
  editedFields: 'fields that a sync leaves alone',
  slug: 'address',
  color: 'colour',
  displayName: 'name',
  directoryId: 'directory ID',
  clientId: 'client ID',
  cloud: 'national cloud',
  groupIds: 'groups in scope',
  defaultRole: 'role of new people',
  includeNested: 'nested groups setting',
  includeGuests: 'guests setting',
  leaverPolicy: 'rule for leavers',
  leaverGraceDays: 'days of grace for leavers',
  guardMaxPeople: 'number of removals that holds a plan',
  guardMaxPercent: 'percentage of removals that holds a plan',
  refreshClaimed: 'rule for profiles of claimed people',
  autoLinkClaimed: 'rule for linking claimed people',
  scheduleCron: 'schedule',
  scheduleTimeZone: 'time zone of the schedule',
  fullEveryDays: 'days between complete readings',
  secretExpiresAt: 'date on which the secret expires',
}

export function toFieldLabel(field: string): string {
  return FIELD_LABELS[field] ?? field
}
