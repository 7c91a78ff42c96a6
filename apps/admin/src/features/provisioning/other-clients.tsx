import { Stack } from '@mantine/core'
import { CodeBlock, Details, Panel } from '@rollcall/ui'

/** Clients other than Entra need the same two values; what they call them differs. */
export function OtherClients({ baseUrl }: { baseUrl: string }) {
  return (
    <Panel title="Other clients" description="Anything that speaks SCIM 2.0 with a bearer token.">
      <Stack gap="sm" maw={760}>
        <Details label="Okta">
          In the app open <b>General</b> and turn on <b>SCIM provisioning</b>. Under <b>Provisioning</b>,{' '}
          <b>Integration</b> enter the base URL as <b>SCIM connector base URL</b> and <b>userName</b> as{' '}
          <b>Unique identifier field for users</b>, choose the authentication mode <b>HTTP Header</b> and
          paste the token. Then turn on Create Users, Update User Attributes and Deactivate Users under{' '}
          <b>To App</b>, and send groups with <b>Push Groups</b>.
        </Details>
        <Details label="authentik, Keycloak, OneLogin, JumpCloud and others">
          Give them the base URL, and the token as bearer token. Nothing else has to be chosen: all attributes
          of users, groups and the enterprise extension are accepted. Passwords are never stored.
        </Details>
        <Details label="Your own scripts">
          <Stack gap="xs">
            Send the token with every request. What is supported is told at this address:
            <CodeBlock
              label="an example"
              code={`curl -H "Authorization: Bearer $TOKEN" ${baseUrl}/ServiceProviderConfig`}
            />
          </Stack>
        </Details>
      </Stack>
    </Panel>
  )
}
