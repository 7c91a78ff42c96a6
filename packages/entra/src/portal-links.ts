export interface PortalLink {
  readonly label: string
  readonly href: string
}

/** Pages of the Microsoft Entra admin center where each fix is made, for one app registration. */
export interface PortalLinks {
  readonly appRegistrations: PortalLink
  readonly app: PortalLink
  readonly credentials: PortalLink
  readonly permissions: PortalLink
  readonly tenant: PortalLink
  readonly enterpriseApps: PortalLink
  conditionalAccess(policyId: string | null): PortalLink
}

export function portalLinks(portal: string, clientId: string): PortalLinks {
  const view = (path: string): string => `${portal}/#view/${path}`
  const blade = (page: string): string =>
    view(`Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${page}/appId/${encodeURIComponent(clientId)}`)
  return {
    appRegistrations: {
      label: 'Open App registrations',
      href: view('Microsoft_AAD_RegisteredApps/ApplicationsListBlade'),
    },
    app: { label: 'Open the app registration', href: blade('Overview') },
    credentials: { label: 'Open Certificates & secrets', href: blade('Credentials') },
    permissions: { label: 'Open API permissions', href: blade('CallAnAPI') },
    tenant: { label: 'Open tenant overview', href: view('Microsoft_AAD_IAM/TenantOverview.ReactView') },
    enterpriseApps: {
      label: 'Open Enterprise applications',
      href: view('Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview'),
    },
    conditionalAccess: (policyId) => ({
      label: 'Open Conditional Access',
      href: policyId
        ? view(`Microsoft_AAD_ConditionalAccess/PolicyBlade/policyId/${encodeURIComponent(policyId)}`)
        : view('Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies'),
    }),
  }
}
