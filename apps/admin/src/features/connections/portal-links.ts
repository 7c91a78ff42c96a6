import { CLOUDS, type Cloud } from '@rollcall/vocabulary'

export interface GuideLinks {
  appRegistrations: string
  /** Pages of one application; null until its id is known. */
  permissions: string | null
  credentials: string | null
}

/** Pages of the Microsoft Entra admin center of a cloud. The server's own choice is nearly always the global one. */
export function toGuideLinks(cloud: Cloud, clientId: string | null): GuideLinks {
  const { portal } = CLOUDS[cloud === 'default' ? 'global' : cloud]
  const app = (page: string) =>
    clientId
      ? `${portal}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${page}/appId/${encodeURIComponent(clientId)}`
      : null
  return {
    appRegistrations: `${portal}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
    permissions: app('CallAnAPI'),
    credentials: app('Credentials'),
  }
}

export const CLOUD_OPTIONS: { value: Cloud; label: string }[] = [
  { value: 'default', label: 'As the server is configured (usually Global)' },
  ...(['global', 'us-gov-l4', 'us-gov-l5', 'china'] as const).map((value) => ({
    value,
    label: CLOUDS[value].label,
  })),
]
