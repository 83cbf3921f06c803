-- Yearly renewal: a run, and a line for each permit that ends with it. Sections may be dissolved.
CREATE TABLE "renewal" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "until_day" TEXT NOT NULL,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "deadline" TEXT NOT NULL,
  "renewed_from" TEXT,
  "renewed_until" TEXT NOT NULL,
  "checked_since" TEXT,
  "sent_on" TEXT,
  "sent_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "done_on" TEXT,
  "done_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "end_reason" TEXT,
  "note" TEXT
);
CREATE INDEX "renewal_section" ON "renewal" ("section");
CREATE INDEX "renewal_sent_by" ON "renewal" ("sent_by");
CREATE INDEX "renewal_done_by" ON "renewal" ("done_by");
CREATE INDEX "renewal_due" ON "renewal" ("state", "deadline");
CREATE UNIQUE INDEX "renewal_number" ON "renewal" ("number") WHERE "gone" IS NULL;
CREATE TABLE "renewal_line" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "renewal" BIGINT NOT NULL REFERENCES "renewal" ("id") DEFERRABLE INITIALLY DEFERRED,
  "number" TEXT,
  "state" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "permit" BIGINT NOT NULL REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "answered_on" TEXT,
  "answered_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reminded_on" TEXT,
  "reminded_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT,
  "accepted_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "accepted_on" TEXT,
  "done_on" TEXT,
  "done_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "left_by" TEXT,
  "note" TEXT
);
CREATE INDEX "renewal_line_renewal" ON "renewal_line" ("renewal");
CREATE INDEX "renewal_line_section" ON "renewal_line" ("section");
CREATE INDEX "renewal_line_permit" ON "renewal_line" ("permit");
CREATE INDEX "renewal_line_medium" ON "renewal_line" ("medium");
CREATE INDEX "renewal_line_answered_by" ON "renewal_line" ("answered_by");
CREATE INDEX "renewal_line_reminded_by" ON "renewal_line" ("reminded_by");
CREATE INDEX "renewal_line_accepted_by" ON "renewal_line" ("accepted_by");
CREATE INDEX "renewal_line_done_by" ON "renewal_line" ("done_by");
ALTER TABLE section ADD COLUMN closed_on TEXT;
