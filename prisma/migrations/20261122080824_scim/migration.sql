-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "rules_version" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "sandbox" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "scim_first_call_at" TIMESTAMPTZ(6),
ADD COLUMN     "scim_keep_days" INTEGER NOT NULL DEFAULT 30,
ADD COLUMN     "scim_last_call_at" TIMESTAMPTZ(6),
ADD COLUMN     "scim_mirroring" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "scim_window_from" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "entra_identities" ADD COLUMN     "external_id" TEXT;

-- CreateTable
CREATE TABLE "scim_users" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "user_name_key" TEXT NOT NULL,
    "external_id" TEXT,
    "match_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "document" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_modified" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scim_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_groups" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "display_name_key" TEXT NOT NULL,
    "external_id" TEXT,
    "document" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_modified" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scim_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_tokens" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "scim_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_requests" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "token_prefix" TEXT,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "resource_type" TEXT,
    "resource_id" UUID,
    "user_id" UUID,
    "status" INTEGER NOT NULL,
    "scim_type" TEXT,
    "outcome" TEXT NOT NULL,
    "why" TEXT,
    "changed" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "duration_ms" DOUBLE PRECISION NOT NULL,
    "request_body" JSONB,
    "response_body" JSONB,
    "user_agent" TEXT,

    CONSTRAINT "scim_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scim_removals" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "scim_removals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "scim_users_connection_id_external_id_idx" ON "scim_users"("connection_id", "external_id");

-- CreateIndex
CREATE INDEX "scim_users_match_keys_idx" ON "scim_users" USING GIN ("match_keys");

-- CreateIndex
CREATE UNIQUE INDEX "scim_users_connection_id_user_name_key_key" ON "scim_users"("connection_id", "user_name_key");

-- CreateIndex
CREATE UNIQUE INDEX "scim_users_connection_id_id_key" ON "scim_users"("connection_id", "id");

-- CreateIndex
CREATE INDEX "scim_groups_connection_id_external_id_idx" ON "scim_groups"("connection_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "scim_groups_connection_id_display_name_key_key" ON "scim_groups"("connection_id", "display_name_key");

-- CreateIndex
CREATE UNIQUE INDEX "scim_groups_connection_id_id_key" ON "scim_groups"("connection_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "scim_tokens_token_hash_key" ON "scim_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "scim_tokens_connection_id_created_at_idx" ON "scim_tokens"("connection_id", "created_at");

-- CreateIndex
CREATE INDEX "scim_requests_connection_id_id_idx" ON "scim_requests"("connection_id", "id" DESC);

-- CreateIndex
CREATE INDEX "scim_requests_connection_id_resource_id_id_idx" ON "scim_requests"("connection_id", "resource_id", "id" DESC);

-- CreateIndex
CREATE INDEX "scim_removals_connection_id_at_idx" ON "scim_removals"("connection_id", "at");

-- AddForeignKey
ALTER TABLE "scim_users" ADD CONSTRAINT "scim_users_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scim_groups" ADD CONSTRAINT "scim_groups_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scim_tokens" ADD CONSTRAINT "scim_tokens_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scim_requests" ADD CONSTRAINT "scim_requests_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scim_removals" ADD CONSTRAINT "scim_removals_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Compared without case, because directories and clients write object ids in either.
CREATE INDEX "entra_identities_external_id" ON "entra_identities" (lower("external_id")) WHERE "external_id" IS NOT NULL;

-- A push changes rows one at a time. With room on their page the new version goes there, and no index is written again.
ALTER TABLE "scim_users" SET (fillfactor = 85);
ALTER TABLE "scim_groups" SET (fillfactor = 85);
ALTER TABLE "entra_identities" SET (fillfactor = 85);

-- How many removals a connection has had since an instant: not less, and more where others had some in between. By index
-- whatever the statistics say, because a plan that was made when the table was empty would read all of it ever after.
CREATE FUNCTION scim_removals_at_most(connection UUID, since TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
  oldest BIGINT;
  newest BIGINT;
BEGIN
  SELECT m.id INTO oldest FROM scim_removals m WHERE m.connection_id = connection AND m.at > since ORDER BY m.at LIMIT 1;
  IF oldest IS NULL THEN
    RETURN 0;
  END IF;
  SELECT m.id INTO newest FROM scim_removals m WHERE m.connection_id = connection AND m.at > since ORDER BY m.at DESC LIMIT 1;
  RETURN newest - oldest + 1;
END
$$;

-- Whatever ends a person's access ends all of it. A function, so that a single statement can disable and end: being
-- volatile, it sees what was committed until its turn came, such as a session of someone who just signed in.
CREATE FUNCTION end_access(who UUID[], ended TIMESTAMPTZ) RETURNS JSONB LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  answer JSONB;
BEGIN
  -- Hardly anyone has any of it, and a look costs much less than changing six tables does.
  IF NOT EXISTS (SELECT 1 FROM sessions WHERE user_id = ANY (who))
    AND NOT EXISTS (SELECT 1 FROM api_keys WHERE user_id = ANY (who))
    AND NOT EXISTS (SELECT 1 FROM wallet_sessions WHERE status IN ('open', 'connected') AND user_id = ANY (who))
    AND NOT EXISTS (SELECT 1 FROM claim_links WHERE spent_at IS NULL AND revoked_at IS NULL AND user_id = ANY (who))
    AND NOT EXISTS (SELECT 1 FROM emails WHERE status = 'queued' AND user_id = ANY (who))
    AND NOT EXISTS (SELECT 1 FROM capability_grants WHERE ended_at IS NULL AND user_id = ANY (who))
  THEN
    RETURN '{"sessions": 0, "keys": 0, "qrs": [], "grants": []}';
  END IF;
  WITH ended_sessions AS (DELETE FROM sessions WHERE user_id = ANY (who) RETURNING id),
  ended_keys AS (DELETE FROM api_keys WHERE user_id = ANY (who) RETURNING id),
  ended_qrs AS (
    UPDATE wallet_sessions SET status = 'cancelled', key_sealed = NULL, channel = NULL, step1 = NULL, step1_at = NULL,
      notice = NULL, finished_at = ended, version = version + 1
    WHERE status IN ('open', 'connected') AND user_id = ANY (who)
    RETURNING id, user_id
  ),
  ended_links AS (
    UPDATE claim_links SET revoked_at = ended
    WHERE spent_at IS NULL AND revoked_at IS NULL AND user_id = ANY (who)
  ),
  ended_emails AS (
    UPDATE emails SET status = 'cancelled', token_sealed = NULL, next_attempt_at = NULL,
      problem = 'The account was disabled before this was sent.'
    WHERE status = 'queued' AND user_id = ANY (who)
  ),
  ended_grants AS (
    UPDATE capability_grants SET ended_at = ended, end_reason = 'disabled'
    WHERE ended_at IS NULL AND user_id = ANY (who)
    RETURNING id, user_id, capability
  )
  SELECT jsonb_build_object(
    'sessions', (SELECT count(*) FROM ended_sessions),
    'keys', (SELECT count(*) FROM ended_keys),
    'qrs', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'userId', q.user_id, 'name', u.name) ORDER BY q.id), '[]')
      FROM ended_qrs q JOIN users u ON u.id = q.user_id),
    'grants', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'userId', g.user_id, 'name', u.name,
        'capability', g.capability) ORDER BY g.id), '[]')
      FROM ended_grants g JOIN users u ON u.id = g.user_id))
  INTO answer;
  RETURN answer;
END
$$;

ALTER TABLE "sync_runs" DROP CONSTRAINT "sync_runs_trigger_known";
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_trigger_known" CHECK ("trigger" IN ('manual', 'schedule', 'undo', 'push'));
ALTER TABLE "scim_requests" ADD CONSTRAINT "scim_requests_outcome_known" CHECK ("outcome" IN (
  'created', 'linked', 'updated', 'unchanged', 'disabled', 'reactivated', 'deactivated', 'left', 'conflict', 'held',
  'stored', 'deleted', 'answered', 'refused', 'failed'));
ALTER TABLE "scim_requests" ADD CONSTRAINT "scim_requests_resource_type_known"
  CHECK ("resource_type" IN ('User', 'Group'));
