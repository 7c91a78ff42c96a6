import type { EmulatorOptions } from '../../server.ts'

/** A tenant of six: Mona leads Ada and Ben, Dora is disabled, Gus is a guest, and Cleo has no mailbox. */
export const COMPANY: EmulatorOptions = {
  tenants: [
    {
      people: 0,
      users: [
        {
          id: '00000000-0000-4000-8000-00000000000a',
          userPrincipalName: 'mona@larkfield.example',
          displayName: 'Mona Lund',
          mail: 'mona@larkfield.example',
          mailNickname: 'mona',
        },
        {
          userPrincipalName: 'ada@larkfield.example',
          displayName: 'Ada Berg',
          givenName: 'Ada',
          surname: 'Berg',
          mail: 'ada@larkfield.example',
          mailNickname: 'ada',
          jobTitle: 'Engineer',
          department: 'Optics',
          employeeId: 'LK007',
          preferredLanguage: 'nb-NO',
          officeLocation: 'Oslo 3',
          streetAddress: 'Storgata 1',
          city: 'Oslo',
          state: 'Oslo',
          postalCode: '0155',
          country: 'Norway',
          businessPhones: ['55504471234'],
          mobilePhone: '+47 55 123456',
          managerId: '00000000-0000-4000-8000-00000000000a',
        },
        {
          userPrincipalName: 'ben@larkfield.example',
          displayName: 'Ben "Benny" O\\Neil',
          mail: 'ben@larkfield.example',
          mailNickname: 'ben',
          managerId: '00000000-0000-4000-8000-00000000000a',
        },
        { userPrincipalName: 'cleo@larkfield.example', displayName: 'Cleo', mailNickname: 'cleo' },
        {
          userPrincipalName: 'dora@larkfield.example',
          displayName: 'Dora',
          mailNickname: 'dora',
          accountEnabled: false,
        },
        {
          userPrincipalName: 'gus_partner.example#EXT#@larkfield.onmicrosoft.com',
          displayName: 'Gus',
          mailNickname: 'gus',
          userType: 'Guest',
        },
      ],
      groups: [
        {
          displayName: 'Optics',
          members: ['ada@larkfield.example', 'ben@larkfield.example', 'dora@larkfield.example'],
          holds: ['Everyone'],
        },
        { displayName: 'Everyone', members: ['mona@larkfield.example', 'cleo@larkfield.example'] },
      ],
    },
  ],
}
