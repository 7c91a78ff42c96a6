export type Department = { name: string; share: number; titles: readonly string[]; teams: readonly string[] }

const list = (text: string): string[] => text.split(', ')

export const DEPARTMENTS: readonly Department[] = [
  {
    name: 'Engineering',
    share: 24,
    titles: list(
      'Software Engineer, Senior Software Engineer, Staff Engineer, Test Engineer, Firmware Engineer, Data Engineer',
    ),
    teams: list('Platform, Firmware, Web, Data, Site reliability'),
  },
  {
    name: 'Manufacturing',
    share: 16,
    titles: list('Production Technician, Line Supervisor, Process Engineer, Assembly Specialist, Toolmaker'),
    teams: list('Assembly, Calibration'),
  },
  {
    name: 'Sales',
    share: 13,
    titles: list('Account Executive, Sales Engineer, Account Manager, Sales Development Representative'),
    teams: list('Enterprise, Mid-market, Partners'),
  },
  {
    name: 'Customer Care',
    share: 11,
    titles: list('Support Specialist, Senior Support Specialist, Customer Success Manager, Field Engineer'),
    teams: list('First line, Field service'),
  },
  {
    name: 'Operations',
    share: 7,
    titles: list('Operations Analyst, Logistics Coordinator, Facilities Coordinator, Warehouse Associate'),
    teams: list('Logistics, Facilities'),
  },
  {
    name: 'Marketing',
    share: 6,
    titles: list('Content Strategist, Product Marketer, Brand Designer, Events Coordinator'),
    teams: list('Brand, Demand'),
  },
  {
    name: 'Finance',
    share: 6,
    titles: list('Accountant, Financial Analyst, Payroll Specialist, Controller, Treasury Analyst'),
    teams: list('Accounting, Planning'),
  },
  {
    name: 'Research',
    share: 5,
    titles: list('Research Scientist, Optics Researcher, Applied Mathematician, Laboratory Technician'),
    teams: list('Optics, Signals'),
  },
  {
    name: 'Information Technology',
    share: 4,
    titles: list('Systems Administrator, Identity Engineer, Service Desk Analyst, Network Engineer'),
    teams: list('Service desk, Infrastructure'),
  },
  {
    name: 'People & Culture',
    share: 4,
    titles: list('People Partner, Talent Acquisition Partner, Learning Specialist, Office Manager'),
    teams: list('Talent, People operations'),
  },
  {
    name: 'Product',
    share: 2,
    titles: list('Product Manager, Senior Product Manager, Product Designer, User Researcher'),
    teams: list('Instruments, Cloud'),
  },
  {
    name: 'Legal',
    share: 2,
    titles: list('Legal Counsel, Contracts Manager, Privacy Officer, Paralegal'),
    teams: list('Contracts, Compliance'),
  },
]

export type Office = {
  city: string
  office: string
  street: string
  postalCode: string
  state: string | null
  country: string
  usage: string
  language: string
  dial: string
  share: number
}

function office(line: string): Office {
  const [city, building, street, postalCode, state, country, usage, language, dial, share] = line.split(' | ')
  return {
    city: city ?? '',
    office: building ?? '',
    street: street ?? '',
    postalCode: postalCode ?? '',
    state: state === '-' ? null : (state ?? null),
    country: country ?? '',
    usage: usage ?? '',
    language: language ?? '',
    dial: dial ?? '',
    share: Number(share),
  }
}

export const OFFICES: readonly Office[] = [
  'Lyon | Lyon Confluence 3 | 12 quai Perrache | 69002 | Auvergne-Rhône-Alpes | France | FR | fr-FR | +33 4 72 | 22',
  'Manchester | Manchester Mill House | 40 Jersey Street | M4 6JG | England | United Kingdom | GB | en-GB | +44 161 | 20',
  'München | München Werkstatt 2 | Lindwurmstraße 88 | 80337 | Bayern | Germany | DE | de-DE | +49 89 | 14',
  'Boston | Boston Seaport 11 | 27 Drydock Avenue | 02210 | Massachusetts | United States | US | en-US | +1 617 | 12',
  'Montréal | Montréal Griffintown | 1050 rue William | H3C 1P5 | Québec | Canada | CA | fr-CA | +1 514 | 6',
  'Łódź | Łódź Fabryczna | ul. Tymienieckiego 19 | 90-365 | - | Poland | PL | pl-PL | +48 42 | 7',
  'Bengaluru | Bengaluru Indiranagar | 80 Feet Road | 560038 | Karnataka | India | IN | en-IN | +91 80 | 8',
  'São Paulo | São Paulo Pinheiros | Rua dos Pinheiros 870 | 05422-001 | SP | Brazil | BR | pt-BR | +55 11 | 5',
  'Tōkyō | Tōkyō Kiyosumi | 1-3-7 Kiyosumi | 135-0024 | - | Japan | JP | ja-JP | +81 3 | 3',
  'Nairobi | Nairobi Westlands | Waiyaki Way 14 | 00800 | - | Kenya | KE | en-KE | +254 20 | 3',
].map(office)

export const PARTNERS = [
  { domain: 'brightwater-audit.example', company: 'Brightwater Audit' },
  { domain: 'kestrelfoundry.example', company: 'Kestrel Foundry' },
  { domain: 'studio-numa.example', company: 'Studio Numa' },
  { domain: 'ostrava-castings.example', company: 'Ostrava Castings' },
  { domain: 'fieldnotes-press.example', company: 'Fieldnotes Press' },
] as const

/** Licence ids published by Microsoft for Microsoft 365 E3 and Microsoft 365 F3. */
export const LICENCES = [
  '05e9a617-0261-4cee-bb44-138d3ef5d965',
  '66b55226-6b4f-492c-910c-a3b7a3c9d993',
] as const

/** A list with every entry repeated as often as its share, so that a hash picks fairly. */
export function spread<T extends { share: number }>(entries: readonly T[]): readonly T[] {
  return entries.flatMap((entry) => Array.from({ length: entry.share }, () => entry))
}
