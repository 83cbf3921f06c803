CREATE TABLE "attachment" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "size" BIGINT,
  "sha256" TEXT NOT NULL,
  "application" BIGINT REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "permit" BIGINT REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "virus_check" BIGINT REFERENCES "virus_check" ("id") DEFERRABLE INITIALLY DEFERRED,
  "incident" BIGINT REFERENCES "incident" ("id") DEFERRABLE INITIALLY DEFERRED,
  "repair" BIGINT REFERENCES "repair" ("id") DEFERRABLE INITIALLY DEFERRED,
  "vendor_job" BIGINT REFERENCES "vendor_job" ("id") DEFERRABLE INITIALLY DEFERRED,
  "call" BIGINT REFERENCES "call" ("id") DEFERRABLE INITIALLY DEFERRED,
  "added_at" TEXT,
  "added_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT
);
CREATE INDEX "attachment_application" ON "attachment" ("application");
CREATE INDEX "attachment_permit" ON "attachment" ("permit");
CREATE INDEX "attachment_medium" ON "attachment" ("medium");
CREATE INDEX "attachment_virus_check" ON "attachment" ("virus_check");
CREATE INDEX "attachment_incident" ON "attachment" ("incident");
CREATE INDEX "attachment_repair" ON "attachment" ("repair");
CREATE INDEX "attachment_vendor_job" ON "attachment" ("vendor_job");
CREATE INDEX "attachment_call" ON "attachment" ("call");
CREATE INDEX "attachment_added_by" ON "attachment" ("added_by");
