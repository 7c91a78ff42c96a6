-- CreateTable
CREATE TABLE "wallet_sessions" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "user_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "failure_code" TEXT,
    "notice" TEXT,
    "key_sealed" BYTEA,
    "relay_token" TEXT NOT NULL,
    "initiator_peer" TEXT NOT NULL,
    "receiver_peer" TEXT NOT NULL,
    "browser_hash" BYTEA,
    "opener_session_id" UUID,
    "opener_key_id" UUID,
    "opened_by" JSONB NOT NULL,
    "opened_via" TEXT NOT NULL,
    "claim_link_id" UUID,
    "invitation_id" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "channel" TEXT,
    "step1" BYTEA,
    "step1_at" TIMESTAMPTZ(6),
    "did" TEXT,
    "fingerprint" TEXT,
    "certificate" BYTEA,
    "collected_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "finished_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "wallet_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim_links" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "spent_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "claim_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "made_user" BOOLEAN NOT NULL DEFAULT true,
    "invited_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "accepted_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "capability_grants" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "capability" TEXT NOT NULL,
    "note" TEXT,
    "granted_by" JSONB NOT NULL,
    "granted_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "end_reason" TEXT,

    CONSTRAINT "capability_grants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mailings" (
    "id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'sending',
    "total" INTEGER NOT NULL DEFAULT 0,
    "paused_reason" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "mailings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "emails" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "claim_link_id" UUID,
    "invitation_id" UUID,
    "mailing_id" UUID,
    "recipient" TEXT,
    "name" TEXT NOT NULL,
    "sent_by" TEXT NOT NULL,
    "token_sealed" BYTEA,
    "link_expires_at" TIMESTAMPTZ(6),
    "status" TEXT NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "next_attempt_at" TIMESTAMPTZ(6),
    "lease_owner" TEXT,
    "lease_expires_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(6),

    CONSTRAINT "emails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "wallet_sessions_relay_token_key" ON "wallet_sessions"("relay_token");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_sessions_receiver_peer_key" ON "wallet_sessions"("receiver_peer");

-- CreateIndex
CREATE INDEX "wallet_sessions_user_id_created_at_idx" ON "wallet_sessions"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "claim_links_token_hash_key" ON "claim_links"("token_hash");

-- CreateIndex
CREATE INDEX "claim_links_user_id_created_at_idx" ON "claim_links"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_created_at_idx" ON "invitations"("created_at" DESC);

-- CreateIndex
CREATE INDEX "capability_grants_user_id_granted_at_idx" ON "capability_grants"("user_id", "granted_at" DESC);

-- CreateIndex
CREATE INDEX "mailings_created_at_idx" ON "mailings"("created_at" DESC);

-- CreateIndex
CREATE INDEX "emails_user_id_created_at_idx" ON "emails"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "emails_mailing_id_status_id_idx" ON "emails"("mailing_id", "status", "id");

-- AddForeignKey
ALTER TABLE "wallet_sessions" ADD CONSTRAINT "wallet_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_sessions" ADD CONSTRAINT "wallet_sessions_claim_link_id_fkey" FOREIGN KEY ("claim_link_id") REFERENCES "claim_links"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_sessions" ADD CONSTRAINT "wallet_sessions_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim_links" ADD CONSTRAINT "claim_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "capability_grants" ADD CONSTRAINT "capability_grants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emails" ADD CONSTRAINT "emails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emails" ADD CONSTRAINT "emails_claim_link_id_fkey" FOREIGN KEY ("claim_link_id") REFERENCES "claim_links"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emails" ADD CONSTRAINT "emails_invitation_id_fkey" FOREIGN KEY ("invitation_id") REFERENCES "invitations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "emails" ADD CONSTRAINT "emails_mailing_id_fkey" FOREIGN KEY ("mailing_id") REFERENCES "mailings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Known words.
ALTER TABLE "wallet_sessions"
    ADD CONSTRAINT "wallet_sessions_purpose_known" CHECK ("purpose" IN ('claim', 'login')),
    ADD CONSTRAINT "wallet_sessions_status_known" CHECK ("status" IN ('open', 'connected', 'done', 'expired', 'cancelled', 'failed')),
    ADD CONSTRAINT "wallet_sessions_notice_known" CHECK ("notice" IN ('wallet_did_not_finish', 'check_clock')),
    ADD CONSTRAINT "wallet_sessions_opened_via_known" CHECK ("opened_via" IN ('staff', 'self', 'link', 'invitation', 'sign_in')),
    ADD CONSTRAINT "wallet_sessions_claim_names_user" CHECK ("purpose" <> 'claim' OR "user_id" IS NOT NULL),
    ADD CONSTRAINT "wallet_sessions_only_done_has_did" CHECK ("did" IS NULL OR "status" = 'done'),
    ADD CONSTRAINT "wallet_sessions_ended_has_no_key" CHECK ("status" IN ('open', 'connected') OR "key_sealed" IS NULL),
    ADD CONSTRAINT "wallet_sessions_connected_has_step1" CHECK ("status" <> 'connected' OR ("step1" IS NOT NULL AND "step1_at" IS NOT NULL));

ALTER TABLE "capability_grants"
    ADD CONSTRAINT "capability_grants_end_reason_known" CHECK ("end_reason" IN ('revoked', 'expired', 'disabled')),
    ADD CONSTRAINT "capability_grants_end_has_reason" CHECK (("ended_at" IS NULL) = ("end_reason" IS NULL));

ALTER TABLE "mailings"
    ADD CONSTRAINT "mailings_status_known" CHECK ("status" IN ('sending', 'paused', 'finished', 'cancelled'));

ALTER TABLE "emails"
    ADD CONSTRAINT "emails_kind_known" CHECK ("kind" IN ('claim_link', 'invitation')),
    ADD CONSTRAINT "emails_status_known" CHECK ("status" IN ('queued', 'sending', 'sent', 'failed', 'skipped', 'cancelled')),
    ADD CONSTRAINT "emails_ended_has_no_token" CHECK ("status" IN ('queued', 'sending') OR "token_sealed" IS NULL);

-- A wallet's account key as it is always written, at version 1.
ALTER TABLE "users" ADD CONSTRAINT "users_did_form" CHECK ("did" ~ '^did:vaultys:[0-9a-f]{40}$');

-- One open session per person and purpose; opening a new one ends the old.
CREATE UNIQUE INDEX "wallet_sessions_one_open" ON "wallet_sessions"("user_id", "purpose") WHERE "status" IN ('open', 'connected') AND "purpose" = 'claim';
CREATE INDEX "wallet_sessions_open_until" ON "wallet_sessions"("expires_at") WHERE "status" IN ('open', 'connected');

-- One live invitation per person; inviting again replaces its token.
CREATE UNIQUE INDEX "invitations_one_live" ON "invitations"("user_id") WHERE "accepted_at" IS NULL AND "revoked_at" IS NULL;

-- A capability is held once.
CREATE UNIQUE INDEX "capability_grants_held_once" ON "capability_grants"("user_id", "capability") WHERE "ended_at" IS NULL;
CREATE INDEX "capability_grants_ending" ON "capability_grants"("expires_at") WHERE "ended_at" IS NULL AND "expires_at" IS NOT NULL;

-- What waits to be sent, in order.
CREATE INDEX "emails_due" ON "emails"("next_attempt_at", "id") WHERE "status" IN ('queued', 'sending');
CREATE INDEX "claim_links_live" ON "claim_links"("user_id") WHERE "spent_at" IS NULL AND "revoked_at" IS NULL;
