import type { Context } from '@rollcall/directory'

/** Three made-up people to look around as. Fixed ids, so that each start of the demo finds them again. */
export const DEMO_PEOPLE = {
  owner: {
    id: '01900000-0000-7000-8000-000000000001',
    name: 'Ingrid Solheim',
    givenName: 'Ingrid',
    surname: 'Solheim',
    email: 'ingrid.solheim@rollcall.example',
    jobTitle: 'Head of platform',
    department: 'Platform',
  },
  operator: {
    id: '01900000-0000-7000-8000-000000000002',
    name: 'Marcus Oyelaran',
    givenName: 'Marcus',
    surname: 'Oyelaran',
    email: 'marcus.oyelaran@rollcall.example',
    jobTitle: 'Support engineer',
    department: 'Support',
  },
  member: {
    id: '01900000-0000-7000-8000-000000000003',
    name: 'Priya Raman',
    givenName: 'Priya',
    surname: 'Raman',
    email: 'priya.raman@rollcall.example',
    jobTitle: 'Field technician',
    department: 'Operations',
  },
} as const

/** Puts the demo's people in the database, where they are not there yet, active and with their role. */
export async function seedDemoPeople(ctx: Context): Promise<void> {
  await ctx.db.change(async (tx) => {
    const now = ctx.now()
    for (const [role, person] of Object.entries(DEMO_PEOPLE)) {
      await tx.user.upsert({
        where: { id: person.id },
        create: { ...person, role, registeredAt: now, createdAt: now, updatedAt: now },
        update: { role, status: 'active', disabledBy: null, disabledAt: null },
        select: { id: true },
      })
    }
  })
}
