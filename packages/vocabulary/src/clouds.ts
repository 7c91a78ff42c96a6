import * as z from 'zod'

/** Microsoft national clouds (Microsoft Graph national cloud deployments). `default` is what the server is configured with. */
export const cloud = z.enum(['default', 'global', 'us-gov-l4', 'us-gov-l5', 'china'])
export type Cloud = z.infer<typeof cloud>

export interface CloudEndpoints {
  label: string
  authorityHost: string
  graphRoot: string
  portal: string
}

/** Tokens are not interchangeable between clouds; a tenant asked for in the wrong one answers AADSTS90002. */
export const CLOUDS: Record<Exclude<Cloud, 'default'>, CloudEndpoints> = {
  global: {
    label: 'Global (and GCC)',
    authorityHost: 'https://login.microsoftonline.com',
    graphRoot: 'https://graph.microsoft.com',
    portal: 'https://entra.microsoft.com',
  },
  'us-gov-l4': {
    label: 'US Government L4 (GCC High)',
    authorityHost: 'https://login.microsoftonline.us',
    graphRoot: 'https://graph.microsoft.us',
    portal: 'https://portal.azure.us',
  },
  'us-gov-l5': {
    label: 'US Government L5 (DoD)',
    authorityHost: 'https://login.microsoftonline.us',
    graphRoot: 'https://dod-graph.microsoft.us',
    portal: 'https://portal.azure.us',
  },
  china: {
    label: 'China (21Vianet)',
    authorityHost: 'https://login.partner.microsoftonline.cn',
    graphRoot: 'https://microsoftgraph.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
  },
}
