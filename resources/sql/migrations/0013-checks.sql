-- Incidents, the office's hours and limits, what is brought in and checked, and until when temporary use lasts.
CREATE TABLE "office_rule" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "rule" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "note" TEXT
);

CREATE TABLE "incident" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "title" TEXT NOT NULL,
  "detected_at" TEXT NOT NULL,
  "detected_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "detection" BIGINT REFERENCES "virus_check" ("id") DEFERRABLE INITIALLY DEFERRED,
  "line" BIGINT REFERENCES "application_device" ("id") DEFERRABLE INITIALLY DEFERRED,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "names" TEXT,
  "report_day" TEXT,
  "report_by" TEXT,
  "reported_at" TEXT,
  "reported_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reported_to" TEXT,
  "reported_how" TEXT,
  "notified_at" TEXT,
  "action" TEXT,
  "treatment" TEXT,
  "treated_at" TEXT,
  "treated_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "restored_at" TEXT,
  "cause" TEXT,
  "measures" TEXT,
  "exclusion" TEXT,
  "closed_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "closed_on" TEXT,
  "explanation" TEXT,
  "note" TEXT
);
CREATE INDEX "incident_detected_by" ON "incident" ("detected_by");
CREATE INDEX "incident_detection" ON "incident" ("detection");
CREATE INDEX "incident_line" ON "incident" ("line");
CREATE INDEX "incident_medium" ON "incident" ("medium");
CREATE INDEX "incident_pc" ON "incident" ("pc");
CREATE INDEX "incident_section" ON "incident" ("section");
CREATE INDEX "incident_reported_by" ON "incident" ("reported_by");
CREATE INDEX "incident_treated_by" ON "incident" ("treated_by");
CREATE INDEX "incident_closed_by" ON "incident" ("closed_by");
CREATE INDEX "incident_due" ON "incident" ("state", "report_day");
CREATE UNIQUE INDEX "incident_number" ON "incident" ("number") WHERE "gone" IS NULL;

ALTER TABLE virus_check ADD COLUMN started TEXT;
ALTER TABLE virus_check ADD COLUMN old_reason TEXT;
ALTER TABLE virus_check ADD COLUMN kind TEXT;
ALTER TABLE virus_check ADD COLUMN pieces BIGINT;
ALTER TABLE virus_check ADD COLUMN maker TEXT;
ALTER TABLE virus_check ADD COLUMN model TEXT;
ALTER TABLE virus_check ADD COLUMN vid TEXT;
ALTER TABLE virus_check ADD COLUMN pid TEXT;
ALTER TABLE virus_check ADD COLUMN serial TEXT;
ALTER TABLE virus_check ADD COLUMN instance_id TEXT;
ALTER TABLE virus_check ADD COLUMN interfaces TEXT;
ALTER TABLE virus_check ADD COLUMN carrier TEXT;
ALTER TABLE virus_check ADD COLUMN company TEXT;
ALTER TABLE virus_check ADD COLUMN network TEXT;
ALTER TABLE virus_check ADD COLUMN section BIGINT REFERENCES section (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE virus_check ADD COLUMN errand TEXT;
ALTER TABLE virus_check ADD COLUMN incident BIGINT REFERENCES incident (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX virus_check_section ON virus_check (section);
CREATE INDEX virus_check_incident ON virus_check (incident);

ALTER TABLE permit ADD COLUMN virus_check BIGINT REFERENCES virus_check (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permit ADD COLUMN until_at TEXT;
ALTER TABLE permit ADD COLUMN "user" TEXT;
CREATE INDEX permit_virus_check ON permit (virus_check);
