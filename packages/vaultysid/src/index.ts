export type { Algorithm, AuthenticatorAlgorithm, SoftwareAlgorithm } from './algorithms.ts'
export { answerInit, type Answer } from './answer-init.ts'
export { isFirstMessage } from './certificate.ts'
export { toInitiatorPeerId, toReceiverPeerId, toRelayToken } from './channel-names.ts'
export { checkComplete, type Completed } from './check-complete.ts'
export { toAccountDid, toDid, toFingerprint } from './did.ts'
export type { Service } from './exchange-checks.ts'
export { ABORT_FRAME, openFrame, sealFrame } from './frame.ts'
export {
  isPerson,
  parseIdentity,
  toVersion,
  type IdentityType,
  type IdentityVersion,
  type WalletIdentity,
} from './identity.ts'
export { parseLink, toPeerLink, toRelayLink, type PeerLink, type RelayLink } from './link.ts'
export { ProtocolError, type OutcomeCode } from './protocol-error.ts'
export { identityFromEntropy, identityFromSecret, type SigningIdentity } from './signing-identity.ts'
export { verifyCertificate, type Verified } from './verify-certificate.ts'
export type { AllowedOrigin } from './webauthn-assertion.ts'
