-- Every table of Rollcall. Below what schema.prisma can say follow the rules it cannot: closed sets of words, the one
-- active run per connection, and a few indexes. Written for PostgreSQL 15 and newer.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Text as people compare it: case and Latin accents do not count, in every locale the server may have. Most text is
-- plain ASCII and takes the short way; accents come off by decomposing, and letters that do not decompose are named.
CREATE FUNCTION fold_text(value TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN octet_length(value) = char_length(value) THEN lower(value)
        ELSE translate(
            lower(normalize(regexp_replace(normalize(value, NFD), '[\u0300-\u036f]', '', 'g'), NFC)),
            'øđłħıŧðþßæœØĐŁĦŦÐÞÆŒ',
            'odlhitdtsaoodlhtdtao')
    END
$$;

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "did" TEXT,
    "public_key" TEXT,
    "name" TEXT NOT NULL,
    "given_name" TEXT,
    "surname" TEXT,
    "email" TEXT,
    "job_title" TEXT,
    "department" TEXT,
    "employee_id" TEXT,
    "description" TEXT,
    "role" TEXT NOT NULL DEFAULT 'member',
    "status" TEXT NOT NULL DEFAULT 'active',
    "disabled_by" TEXT,
    "disabled_run_id" UUID,
    "disabled_at" TIMESTAMPTZ(6),
    "edited_fields" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "reports_to" UUID,
    "claimed_at" TIMESTAMPTZ(6),
    "registered_at" TIMESTAMPTZ(6),
    "left_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "email_key" TEXT GENERATED ALWAYS AS (lower("email")) STORED,
    "search_text" TEXT GENERATED ALWAYS AS (fold_text("name" || ' ' || coalesce("email", '') || ' ' || coalesce("department", ''))) STORED,
    "name_key" TEXT GENERATED ALWAYS AS (fold_text("name")) STORED,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "password_credentials" (
    "user_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "password_credentials_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "connections" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'entra',
    "display_name" TEXT NOT NULL,
    "directory_id" TEXT,
    "client_id" TEXT,
    "cloud" TEXT NOT NULL DEFAULT 'default',
    "secret_sealed" BYTEA,
    "secret_replaced_at" TIMESTAMPTZ(6),
    "group_ids" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "default_role" TEXT NOT NULL DEFAULT 'member',
    "include_nested" BOOLEAN NOT NULL DEFAULT false,
    "include_guests" BOOLEAN NOT NULL DEFAULT true,
    "leaver_policy" TEXT NOT NULL DEFAULT 'keep',
    "leaver_grace_days" INTEGER NOT NULL DEFAULT 14,
    "guard_max_people" INTEGER NOT NULL DEFAULT 10,
    "guard_max_percent" DOUBLE PRECISION NOT NULL DEFAULT 5,
    "refresh_claimed" BOOLEAN NOT NULL DEFAULT false,
    "auto_link_claimed" BOOLEAN NOT NULL DEFAULT false,
    "schedule_cron" TEXT,
    "schedule_time_zone" TEXT,
    "last_check" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entra_identities" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "object_id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "display_name" TEXT,
    "given_name" TEXT,
    "surname" TEXT,
    "mail" TEXT,
    "user_principal_name" TEXT,
    "job_title" TEXT,
    "department" TEXT,
    "employee_id" TEXT,
    "company_name" TEXT,
    "office_location" TEXT,
    "account_enabled" BOOLEAN NOT NULL,
    "user_type" TEXT NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "user_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "synced_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(6),
    "mail_key" TEXT GENERATED ALWAYS AS (lower("mail")) STORED,
    "upn_key" TEXT GENERATED ALWAYS AS (lower("user_principal_name")) STORED,

    CONSTRAINT "entra_identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entra_groups" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "object_id" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,
    "display_name" TEXT NOT NULL,
    "description" TEXT,
    "kind" TEXT NOT NULL,
    "dynamic" BOOLEAN NOT NULL DEFAULT false,
    "hidden_membership" BOOLEAN NOT NULL DEFAULT false,
    "content_hash" BYTEA NOT NULL,
    "synced_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "left_at" TIMESTAMPTZ(6),

    CONSTRAINT "entra_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entra_group_members" (
    "connection_id" UUID NOT NULL,
    "group_object_id" TEXT NOT NULL,
    "member_object_id" TEXT NOT NULL,
    "member_kind" TEXT NOT NULL,
    "ordinal" BIGSERIAL NOT NULL,

    CONSTRAINT "entra_group_members_pkey" PRIMARY KEY ("connection_id","group_object_id","member_object_id")
);

-- CreateTable
CREATE TABLE "group_mappings" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "group_object_id" TEXT NOT NULL,
    "group_name" TEXT,
    "mode" TEXT NOT NULL,
    "realm_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "realms" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "realms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "realm_memberships" (
    "realm_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "mapping_id" UUID,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "realm_memberships_pkey" PRIMARY KEY ("realm_id","user_id","origin")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "mode" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "plan_only" BOOLEAN NOT NULL DEFAULT false,
    "actor" JSONB NOT NULL,
    "scope" JSONB NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "disabled" INTEGER NOT NULL DEFAULT 0,
    "deactivated" INTEGER NOT NULL DEFAULT 0,
    "reactivated" INTEGER NOT NULL DEFAULT 0,
    "conflicts" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "left_count" INTEGER NOT NULL DEFAULT 0,
    "not_people" INTEGER NOT NULL DEFAULT 0,
    "realms_to_create" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "held" JSONB,
    "complete_reading" BOOLEAN NOT NULL DEFAULT false,
    "change_count" INTEGER NOT NULL DEFAULT 0,
    "applied_count" INTEGER NOT NULL DEFAULT 0,
    "checkpoint" JSONB,
    "checkpoint_seen" BYTEA,
    "progress" JSONB,
    "error" JSONB,
    "lease_owner" TEXT,
    "lease_expires_at" TIMESTAMPTZ(6),
    "cancel_requested_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(6),
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_changes" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" UUID,
    "identity_id" UUID,
    "realm_id" UUID,
    "mapping_id" UUID,
    "object_id" TEXT,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "before" JSONB NOT NULL DEFAULT '{}',
    "after" JSONB NOT NULL DEFAULT '{}',
    "realms_gained" JSONB NOT NULL DEFAULT '[]',
    "realms_lost" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'pending',
    "error" JSONB,
    "applied_at" TIMESTAMPTZ(6),
    "search_text" TEXT GENERATED ALWAYS AS (fold_text("name" || ' ' || coalesce("email", ''))) STORED,

    CONSTRAINT "sync_changes_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "conflicts" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "run_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT NOT NULL,
    "candidate_ids" UUID[] NOT NULL DEFAULT ARRAY[]::UUID[],
    "link_user_id" UUID,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "conflicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "connection_id" UUID,
    "run_id" UUID,
    "user_id" UUID,
    "realm_id" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_agent" TEXT,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "user_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(6),
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_did_key" ON "users"("did");

-- CreateIndex
CREATE INDEX "users_email_key_id_idx" ON "users"("email_key", "id");

-- CreateIndex
CREATE INDEX "users_search_text_trgm" ON "users" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "users_name_key_id_idx" ON "users"("name_key", "id");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "users_updated_at_id_idx" ON "users"("updated_at", "id");

-- CreateIndex
CREATE INDEX "entra_identities_user_id_idx" ON "entra_identities"("user_id");

-- CreateIndex
CREATE INDEX "entra_identities_connection_id_mail_key_idx" ON "entra_identities"("connection_id", "mail_key");

-- CreateIndex
CREATE INDEX "entra_identities_connection_id_upn_key_idx" ON "entra_identities"("connection_id", "upn_key");

-- CreateIndex
CREATE UNIQUE INDEX "entra_identities_connection_id_object_id_key" ON "entra_identities"("connection_id", "object_id");

-- CreateIndex
CREATE UNIQUE INDEX "entra_identities_connection_id_ordinal_key" ON "entra_identities"("connection_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "entra_groups_connection_id_object_id_key" ON "entra_groups"("connection_id", "object_id");

-- CreateIndex
CREATE INDEX "entra_group_members_connection_id_member_object_id_idx" ON "entra_group_members"("connection_id", "member_object_id");

-- CreateIndex
CREATE UNIQUE INDEX "entra_group_members_connection_id_ordinal_key" ON "entra_group_members"("connection_id", "ordinal");

-- CreateIndex
CREATE INDEX "group_mappings_realm_id_idx" ON "group_mappings"("realm_id");

-- CreateIndex
CREATE UNIQUE INDEX "group_mappings_connection_id_group_object_id_key" ON "group_mappings"("connection_id", "group_object_id");

-- CreateIndex
CREATE UNIQUE INDEX "realms_slug_key" ON "realms"("slug");

-- CreateIndex
CREATE INDEX "realm_memberships_user_id_idx" ON "realm_memberships"("user_id");

-- CreateIndex
CREATE INDEX "realm_memberships_mapping_id_user_id_idx" ON "realm_memberships"("mapping_id", "user_id");

-- CreateIndex
CREATE INDEX "sync_runs_connection_id_created_at_idx" ON "sync_runs"("connection_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "sync_runs_created_at_idx" ON "sync_runs"("created_at" DESC);

-- CreateIndex
CREATE INDEX "sync_changes_run_id_kind_seq_idx" ON "sync_changes"("run_id", "kind", "seq");

-- CreateIndex
CREATE INDEX "sync_changes_run_id_outcome_seq_idx" ON "sync_changes"("run_id", "outcome", "seq");

-- CreateIndex
CREATE INDEX "sync_changes_user_id_idx" ON "sync_changes"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "conflicts_identity_id_key" ON "conflicts"("identity_id");

-- CreateIndex
CREATE INDEX "conflicts_status_created_at_idx" ON "conflicts"("status", "created_at");

-- CreateIndex
CREATE INDEX "conflicts_connection_id_status_idx" ON "conflicts"("connection_id", "status");

-- CreateIndex
CREATE INDEX "events_run_id_id_idx" ON "events"("run_id", "id");

-- CreateIndex
CREATE INDEX "events_user_id_id_idx" ON "events"("user_id", "id");

-- CreateIndex
CREATE INDEX "events_connection_id_id_idx" ON "events"("connection_id", "id");

-- CreateIndex
CREATE INDEX "events_type_id_idx" ON "events"("type", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_hash_key" ON "sessions"("token_hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_token_hash_key" ON "api_keys"("token_hash");

-- CreateIndex
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_reports_to_fkey" FOREIGN KEY ("reports_to") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_credentials" ADD CONSTRAINT "password_credentials_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entra_identities" ADD CONSTRAINT "entra_identities_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entra_identities" ADD CONSTRAINT "entra_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entra_groups" ADD CONSTRAINT "entra_groups_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "entra_group_members" ADD CONSTRAINT "entra_group_members_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_mappings" ADD CONSTRAINT "group_mappings_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_mappings" ADD CONSTRAINT "group_mappings_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realms"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realm_memberships" ADD CONSTRAINT "realm_memberships_realm_id_fkey" FOREIGN KEY ("realm_id") REFERENCES "realms"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realm_memberships" ADD CONSTRAINT "realm_memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "realm_memberships" ADD CONSTRAINT "realm_memberships_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "group_mappings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_changes" ADD CONSTRAINT "sync_changes_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conflicts" ADD CONSTRAINT "conflicts_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "entra_identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The words a column may hold; the vocabulary package has the same lists, and a test compares the two.
ALTER TABLE "users"
    ADD CONSTRAINT "users_role_known" CHECK ("role" IN ('owner', 'admin', 'manager', 'operator', 'member')),
    ADD CONSTRAINT "users_status_known" CHECK ("status" IN ('active', 'disabled')),
    ADD CONSTRAINT "users_edited_fields_known" CHECK ("edited_fields" <@ ARRAY['name', 'givenName', 'surname', 'email', 'jobTitle', 'department', 'employeeId']),
    ADD CONSTRAINT "users_claimed_has_did" CHECK ("claimed_at" IS NULL OR "did" IS NOT NULL);

ALTER TABLE "connections"
    ADD CONSTRAINT "connections_kind_known" CHECK ("kind" IN ('entra', 'scim')),
    ADD CONSTRAINT "connections_cloud_known" CHECK ("cloud" IN ('default', 'global', 'us-gov-l4', 'us-gov-l5', 'china')),
    ADD CONSTRAINT "connections_default_role_known" CHECK ("default_role" IN ('owner', 'admin', 'manager', 'operator', 'member')),
    ADD CONSTRAINT "connections_leaver_policy_known" CHECK ("leaver_policy" IN ('keep', 'deactivate', 'grace')),
    ADD CONSTRAINT "connections_guard_in_range" CHECK ("leaver_grace_days" >= 0 AND "guard_max_people" >= 0 AND "guard_max_percent" BETWEEN 0 AND 100);

ALTER TABLE "entra_identities"
    ADD CONSTRAINT "entra_identities_user_type_known" CHECK ("user_type" IN ('member', 'guest'));

ALTER TABLE "entra_groups"
    ADD CONSTRAINT "entra_groups_kind_known" CHECK ("kind" IN ('security', 'microsoft365', 'distribution', 'mail_security'));

ALTER TABLE "entra_group_members"
    ADD CONSTRAINT "entra_group_members_member_kind_known" CHECK ("member_kind" IN ('user', 'group', 'other'));

ALTER TABLE "group_mappings"
    ADD CONSTRAINT "group_mappings_mode_known" CHECK ("mode" IN ('none', 'existing', 'create'));

ALTER TABLE "realm_memberships"
    ADD CONSTRAINT "realm_memberships_origin_names_mapping" CHECK ("origin" = coalesce("mapping_id"::text, 'hand'));

ALTER TABLE "sync_runs"
    ADD CONSTRAINT "sync_runs_status_known" CHECK ("status" IN ('queued', 'reading', 'planning', 'awaiting_confirmation', 'applying', 'succeeded', 'completed_with_errors', 'failed', 'cancelled')),
    ADD CONSTRAINT "sync_runs_mode_known" CHECK ("mode" IN ('full', 'delta')),
    ADD CONSTRAINT "sync_runs_trigger_known" CHECK ("trigger" IN ('manual', 'schedule', 'undo'));

ALTER TABLE "sync_changes"
    ADD CONSTRAINT "sync_changes_kind_known" CHECK ("kind" IN ('create_realm', 'create', 'update', 'disable', 'deactivate', 'reactivate', 'leave', 'conflict', 'error')),
    ADD CONSTRAINT "sync_changes_outcome_known" CHECK ("outcome" IN ('pending', 'applied', 'stale', 'failed', 'noted'));

ALTER TABLE "conflicts"
    ADD CONSTRAINT "conflicts_status_known" CHECK ("status" IN ('open', 'linked', 'separate', 'ignored', 'resolved')),
    ADD CONSTRAINT "conflicts_reason_known" CHECK ("reason" IN ('claimed_match', 'several_matches', 'shared_match'));

ALTER TABLE "api_keys"
    ADD CONSTRAINT "api_keys_role_known" CHECK ("role" IN ('owner', 'admin', 'manager', 'operator', 'member'));

-- A connection has one active run at most; whoever starts a second one loses here.
CREATE UNIQUE INDEX "sync_runs_one_active" ON "sync_runs"("connection_id")
    WHERE "status" IN ('queued', 'reading', 'planning', 'awaiting_confirmation', 'applying');

-- Open conflicts are few beside decided ones, and the console counts them on every page.
CREATE INDEX "conflicts_open" ON "conflicts"("connection_id", "created_at") WHERE "status" = 'open';

-- Deleting people looks for those who report to them; hardly anyone has a manager set.
CREATE INDEX "users_reports_to" ON "users"("reports_to") WHERE "reports_to" IS NOT NULL;
