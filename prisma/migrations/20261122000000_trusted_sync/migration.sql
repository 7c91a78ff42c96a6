-- DropIndex
DROP INDEX "sync_changes_run_id_outcome_seq_idx";

-- DropIndex
DROP INDEX "users_created_at_id_idx";

-- DropIndex
DROP INDEX "users_name_key_id_idx";

-- DropIndex
DROP INDEX "users_updated_at_id_idx";

-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "certificate_thumbprint" TEXT,
ADD COLUMN     "credential_failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "credential_kind" TEXT NOT NULL DEFAULT 'secret',
ADD COLUMN     "delta_links_sealed" BYTEA,
ADD COLUMN     "delta_at" TIMESTAMPTZ(6),
ADD COLUMN     "expiry_warned_days" INTEGER,
ADD COLUMN     "full_every_days" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "last_full_at" TIMESTAMPTZ(6),
ADD COLUMN     "next_run_at" TIMESTAMPTZ(6),
ADD COLUMN     "plan_everyone" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "schedule_paused_at" TIMESTAMPTZ(6),
ADD COLUMN     "schedule_paused_reason" TEXT,
ADD COLUMN     "secret_expires_at" TIMESTAMPTZ(6),
ADD COLUMN     "secret_expiry_source" TEXT;

-- AlterTable
ALTER TABLE "entra_identities" ADD COLUMN     "search_text" TEXT GENERATED ALWAYS AS (fold_text(((((COALESCE(display_name, ''::text) || ' '::text) || COALESCE(mail, ''::text)) || ' '::text) || COALESCE(user_principal_name, ''::text)))) STORED;


-- AlterTable
ALTER TABLE "sync_runs" ADD COLUMN     "applied_through" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "change_kinds" JSONB,
ADD COLUMN     "decided_at" TIMESTAMPTZ(6),
ADD COLUMN     "decided_by" TEXT,
ADD COLUMN     "decision_note" TEXT,
ADD COLUMN     "left_out" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "mode_note" TEXT,
ADD COLUMN     "realm_access" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "undo_of" UUID,
ADD COLUMN     "undo_user_id" UUID;

-- CreateTable
CREATE TABLE "former_links" (
    "directory_id" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "former_links_pkey" PRIMARY KEY ("directory_id","object_id")
);

-- CreateTable
CREATE TABLE "sync_batches" (
    "run_id" UUID NOT NULL,
    "to_seq" INTEGER NOT NULL,
    "applied_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sync_batches_pkey" PRIMARY KEY ("run_id","to_seq")
);

-- What earlier runs applied, in the new words: one row per run stands for all of its changes.
INSERT INTO "sync_batches" ("run_id", "to_seq", "applied_at")
    SELECT "run_id", max("seq"), max("applied_at") FROM "sync_changes" WHERE "applied_at" IS NOT NULL GROUP BY "run_id";
UPDATE "sync_runs" r SET "applied_through" = c."through" FROM (
    SELECT "run_id", coalesce(min("seq") FILTER (WHERE "outcome" = 'pending') - 1, max("seq")) AS "through"
    FROM "sync_changes" GROUP BY "run_id"
) c WHERE c."run_id" = r."id" AND r."applied_count" > 0;
UPDATE "sync_changes" SET "outcome" = 'pending' WHERE "outcome" = 'applied';

-- AlterTable
ALTER TABLE "sync_changes" DROP COLUMN "applied_at",
DROP COLUMN "search_text";

-- CreateIndex
CREATE INDEX "former_links_user_id_idx" ON "former_links"("user_id");

-- CreateIndex
CREATE INDEX "entra_identities_search_text_trgm" ON "entra_identities" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "sync_changes_identity_id_idx" ON "sync_changes"("identity_id");

-- CreateIndex
CREATE INDEX "sync_runs_undo_of_idx" ON "sync_runs"("undo_of");

-- AddForeignKey
ALTER TABLE "former_links" ADD CONSTRAINT "former_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_undo_of_fkey" FOREIGN KEY ("undo_of") REFERENCES "sync_runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_batches" ADD CONSTRAINT "sync_batches_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- New words.
ALTER TABLE "connections"
    ADD CONSTRAINT "connections_credential_kind_known" CHECK ("credential_kind" IN ('secret', 'certificate')),
    ADD CONSTRAINT "connections_secret_expiry_source_known" CHECK ("secret_expiry_source" IN ('typed', 'directory', 'certificate')),
    ADD CONSTRAINT "connections_schedule_paused_reason_known" CHECK ("schedule_paused_reason" IN ('credentials', 'undo')),
    ADD CONSTRAINT "connections_full_every_days_in_range" CHECK ("full_every_days" BETWEEN 1 AND 30);

ALTER TABLE "sync_runs"
    DROP CONSTRAINT "sync_runs_mode_known",
    ADD CONSTRAINT "sync_runs_mode_known" CHECK ("mode" IN ('full', 'delta', 'undo'));

ALTER TABLE "sync_changes"
    DROP CONSTRAINT "sync_changes_kind_known",
    ADD CONSTRAINT "sync_changes_kind_known" CHECK ("kind" IN ('create_realm', 'create', 'update', 'disable', 'deactivate', 'reactivate', 'leave', 'conflict', 'error', 'unlink', 'delete', 'delete_realm')),
    DROP CONSTRAINT "sync_changes_outcome_known",
    ADD CONSTRAINT "sync_changes_outcome_known" CHECK ("outcome" IN ('pending', 'applied', 'stale', 'failed', 'noted', 'left_out'));

-- Hardly any change has an outcome of its own; the rest are told by the run's applied_through.
CREATE INDEX "sync_changes_outcome" ON "sync_changes"("run_id", "outcome", "seq") WHERE "outcome" <> 'pending';

-- Realms and parts of the directory among a run's changes, which no search for a person finds.
CREATE INDEX "sync_changes_not_people" ON "sync_changes"("run_id", "seq") WHERE "identity_id" IS NULL;

-- Leavers are few beside everyone else, and each run looks whose time has come.
CREATE INDEX "entra_identities_left" ON "entra_identities"("connection_id", "left_at") WHERE "left_at" IS NOT NULL;

-- Owners are a handful; every run asks whether one is the last.
CREATE INDEX "users_active_owners" ON "users"("id") WHERE "role" = 'owner' AND "status" = 'active';

-- Emails are compared for people without a user alone: linking someone takes them out of these, instead of writing them again.
DROP INDEX "entra_identities_connection_id_mail_key_idx";
DROP INDEX "entra_identities_connection_id_upn_key_idx";
CREATE INDEX "entra_identities_unlinked_mail" ON "entra_identities"("connection_id", "mail_key") WHERE "user_id" IS NULL;
CREATE INDEX "entra_identities_unlinked_upn" ON "entra_identities"("connection_id", "upn_key") WHERE "user_id" IS NULL;

-- People are listed by state, in three orders. Everyone is in exactly one state, so nine small indexes together hold as
-- many entries as the three they replace, and a page or a count of a state never meets people of another.
CREATE INDEX "users_registered_by_name" ON "users"("name_key", "id") WHERE "status" = 'active' AND "registered_at" IS NOT NULL;
CREATE INDEX "users_registered_by_created" ON "users"("created_at", "id") WHERE "status" = 'active' AND "registered_at" IS NOT NULL;
CREATE INDEX "users_registered_by_updated" ON "users"("updated_at", "id") WHERE "status" = 'active' AND "registered_at" IS NOT NULL;
CREATE INDEX "users_unclaimed_by_name" ON "users"("name_key", "id") WHERE "status" = 'active' AND "registered_at" IS NULL;
CREATE INDEX "users_unclaimed_by_created" ON "users"("created_at", "id") WHERE "status" = 'active' AND "registered_at" IS NULL;
CREATE INDEX "users_unclaimed_by_updated" ON "users"("updated_at", "id") WHERE "status" = 'active' AND "registered_at" IS NULL;
CREATE INDEX "users_disabled_by_name" ON "users"("name_key", "id") WHERE "status" = 'disabled';
CREATE INDEX "users_disabled_by_created" ON "users"("created_at", "id") WHERE "status" = 'disabled';
CREATE INDEX "users_disabled_by_updated" ON "users"("updated_at", "id") WHERE "status" = 'disabled';

-- Leavers and people with a role are few beside everyone; Overview counts those who claimed in the last days.
CREATE INDEX "users_left" ON "users"("id") WHERE "left_at" IS NOT NULL;
CREATE INDEX "users_with_a_role" ON "users"("role", "id") WHERE "role" <> 'member';
CREATE INDEX "users_claims" ON "users"("registered_at") WHERE "registered_at" IS NOT NULL;
