-- A target's own list beside the ledger: comparisons, the files they read, and each difference until it is mended.
CREATE TABLE "drift" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "target" BIGINT NOT NULL REFERENCES "target" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "as_of" TEXT NOT NULL,
  "source" TEXT,
  "listed" BIGINT,
  "same" BIGINT,
  "missing" BIGINT,
  "leftover" BIGINT,
  "expired" BIGINT,
  "rights" BIGINT,
  "unknown" BIGINT,
  "left_out" BIGINT,
  "fresh" BIGINT,
  "mended" BIGINT,
  "confirmed" BIGINT,
  "remarks" TEXT,
  "compared_at" TEXT,
  "compared_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "drift_target" ON "drift" ("target");
CREATE INDEX "drift_compared_by" ON "drift" ("compared_by");
CREATE UNIQUE INDEX "drift_number" ON "drift" ("number") WHERE "gone" IS NULL;
CREATE TABLE "drift_file" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "drift" BIGINT NOT NULL REFERENCES "drift" ("id") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "size" BIGINT,
  "sha256" TEXT NOT NULL
);
CREATE INDEX "drift_file_drift" ON "drift_file" ("drift");
CREATE TABLE "drift_line" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "state" TEXT,
  "device" TEXT,
  "serial" TEXT,
  "detail" TEXT,
  "permit" BIGINT REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "until_day" TEXT,
  "target" BIGINT NOT NULL REFERENCES "target" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "class" TEXT NOT NULL,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "listed_as" TEXT,
  "place" BIGINT,
  "listed_rights" TEXT,
  "vid" TEXT,
  "pid" TEXT,
  "instance_id" TEXT,
  "hash" TEXT,
  "drift" BIGINT NOT NULL REFERENCES "drift" ("id") DEFERRABLE INITIALLY DEFERRED,
  "found_on" TEXT,
  "begun_on" TEXT,
  "begun_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "application" BIGINT REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "mended_in" BIGINT REFERENCES "drift" ("id") DEFERRABLE INITIALLY DEFERRED,
  "mended_on" TEXT,
  "reason" TEXT,
  "note" TEXT,
  "key" TEXT NOT NULL
);
CREATE INDEX "drift_line_permit" ON "drift_line" ("permit");
CREATE INDEX "drift_line_section" ON "drift_line" ("section");
CREATE INDEX "drift_line_target" ON "drift_line" ("target");
CREATE INDEX "drift_line_medium" ON "drift_line" ("medium");
CREATE INDEX "drift_line_drift" ON "drift_line" ("drift");
CREATE INDEX "drift_line_begun_by" ON "drift_line" ("begun_by");
CREATE INDEX "drift_line_application" ON "drift_line" ("application");
CREATE INDEX "drift_line_mended_in" ON "drift_line" ("mended_in");
