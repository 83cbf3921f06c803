-- Calls, broken PCs with what runs beside them, and what people write on a day's log.
CREATE TABLE "call" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "received_at" TEXT,
  "received_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "channel" TEXT,
  "urgency" TEXT,
  "title" TEXT NOT NULL,
  "symptom" TEXT,
  "detail" TEXT,
  "pc" BIGINT REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "contact" TEXT,
  "extension" TEXT,
  "first_answer" TEXT,
  "knowledge" TEXT,
  "escalated_to" TEXT,
  "pending_reason" TEXT,
  "resume_on" TEXT,
  "solution" TEXT,
  "solved_at" TEXT,
  "cancel_reason" TEXT,
  "note" TEXT
);
CREATE INDEX "call_received_by" ON "call" ("received_by");
CREATE INDEX "call_pc" ON "call" ("pc");
CREATE INDEX "call_section" ON "call" ("section");
CREATE UNIQUE INDEX "call_number" ON "call" ("number") WHERE "gone" IS NULL;

CREATE TABLE "repair" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "received_at" TEXT,
  "received_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "call" BIGINT REFERENCES "call" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT NOT NULL REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT NOT NULL,
  "symptom" TEXT,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "contact" TEXT,
  "extension" TEXT,
  "belongings" TEXT,
  "cause" TEXT,
  "finding" TEXT,
  "cover" TEXT,
  "backup_needed" TEXT,
  "backup_consent" TEXT,
  "minor_reason" TEXT,
  "work" TEXT,
  "check_note" TEXT,
  "setup_note" TEXT,
  "notified_on" TEXT,
  "notified_how" TEXT,
  "returned_on" TEXT,
  "handed_to" TEXT,
  "end_reason" TEXT,
  "disposal" TEXT,
  "pc_state" TEXT,
  "note" TEXT
);
CREATE INDEX "repair_received_by" ON "repair" ("received_by");
CREATE INDEX "repair_call" ON "repair" ("call");
CREATE INDEX "repair_pc" ON "repair" ("pc");
CREATE INDEX "repair_section" ON "repair" ("section");
CREATE UNIQUE INDEX "repair_number" ON "repair" ("number") WHERE "gone" IS NULL;

CREATE TABLE "vendor_job" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "repair" BIGINT NOT NULL REFERENCES "repair" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "vendor" TEXT NOT NULL,
  "ordered_on" TEXT,
  "vendor_number" TEXT,
  "estimate" BIGINT,
  "approved_on" TEXT,
  "collected_on" TEXT,
  "remind_on" TEXT,
  "reminded_on" TEXT,
  "answer" TEXT,
  "back_on" TEXT,
  "work" TEXT,
  "parts" TEXT,
  "cost" BIGINT,
  "bearer" TEXT,
  "disk_replaced" TEXT,
  "erase_certificate" TEXT,
  "end_reason" TEXT,
  "note" TEXT
);
CREATE INDEX "vendor_job_repair" ON "vendor_job" ("repair");
CREATE INDEX "vendor_job_pc" ON "vendor_job" ("pc");
CREATE INDEX "vendor_job_section" ON "vendor_job" ("section");
CREATE UNIQUE INDEX "vendor_job_number" ON "vendor_job" ("number") WHERE "gone" IS NULL;

CREATE TABLE "loan" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "repair" BIGINT NOT NULL REFERENCES "repair" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT NOT NULL REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "borrower" TEXT,
  "set_up" TEXT,
  "lent_on" TEXT,
  "due" TEXT NOT NULL,
  "accessories" TEXT,
  "returned_on" TEXT,
  "returned_by" TEXT,
  "wiped_on" TEXT,
  "end_reason" TEXT,
  "note" TEXT
);
CREATE INDEX "loan_repair" ON "loan" ("repair");
CREATE INDEX "loan_pc" ON "loan" ("pc");
CREATE INDEX "loan_section" ON "loan" ("section");
CREATE UNIQUE INDEX "loan_number" ON "loan" ("number") WHERE "gone" IS NULL;

CREATE TABLE "daylog" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "day" TEXT NOT NULL,
  "attendance" TEXT,
  "remarks" TEXT,
  "tomorrow" TEXT
);
CREATE UNIQUE INDEX "daylog_day" ON "daylog" ("day") WHERE "gone" IS NULL;

