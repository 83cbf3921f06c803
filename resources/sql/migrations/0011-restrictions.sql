-- Use restrictions: a permit on one target.
CREATE TABLE "restriction" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "permit" BIGINT NOT NULL REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "target" BIGINT NOT NULL REFERENCES "target" ("id") DEFERRABLE INITIALLY DEFERRED,
  "state" TEXT,
  "restricts" TEXT NOT NULL,
  "network" TEXT,
  "from_day" TEXT NOT NULL,
  "until_day" TEXT NOT NULL,
  "exceptions" TEXT,
  "set_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "set_at" TEXT,
  "verified_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "verified_on" TEXT,
  "lifted_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "lifted_on" TEXT,
  "note" TEXT
);
CREATE INDEX "restriction_permit" ON "restriction" ("permit");
CREATE INDEX "restriction_target" ON "restriction" ("target");
CREATE INDEX "restriction_set_by" ON "restriction" ("set_by");
CREATE INDEX "restriction_verified_by" ON "restriction" ("verified_by");
CREATE INDEX "restriction_lifted_by" ON "restriction" ("lifted_by");
CREATE INDEX "restriction_due" ON "restriction" ("state", "until_day");
