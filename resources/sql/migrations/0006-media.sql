-- From application to allow list: what is applied for, media, permits, and where they are enforced.
CREATE TABLE "person" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "code" TEXT,
  "name" TEXT NOT NULL,
  "reading" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "account" TEXT,
  "extension" TEXT,
  "unconfirmed" TEXT
);
CREATE INDEX "person_section" ON "person" ("section");

CREATE TABLE "target" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "name" TEXT NOT NULL,
  "network" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "most" BIGINT,
  "notice_title" TEXT,
  "notice_text" TEXT,
  "retired" TEXT,
  "note" TEXT
);
CREATE UNIQUE INDEX "target_name" ON "target" ("name") WHERE "gone" IS NULL;

CREATE TABLE "route" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "verb" TEXT NOT NULL,
  "network" TEXT NOT NULL,
  "offered" TEXT
);

CREATE TABLE "medium" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT NOT NULL,
  "storage" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "capacity" TEXT,
  "encrypted" TEXT,
  "owner" TEXT,
  "owner_name" TEXT,
  "sticker" TEXT,
  "vid" TEXT,
  "pid" TEXT,
  "serial" TEXT,
  "instance_id" TEXT,
  "interfaces" TEXT,
  "release" TEXT,
  "product" TEXT,
  "manufacturer" TEXT,
  "hash" TEXT,
  "composite" TEXT,
  "predicted" TEXT,
  "failed" TEXT,
  "grade" TEXT,
  "grade_reasons" TEXT,
  "fallback" TEXT,
  "note" TEXT
);
CREATE INDEX "medium_section" ON "medium" ("section");
CREATE UNIQUE INDEX "medium_number" ON "medium" ("number") WHERE "gone" IS NULL;

CREATE TABLE "application" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "day" TEXT NOT NULL,
  "state" TEXT,
  "kind" TEXT NOT NULL,
  "network" TEXT NOT NULL,
  "section" BIGINT NOT NULL REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "post" TEXT,
  "applicant" TEXT NOT NULL,
  "extension" TEXT,
  "mail" TEXT,
  "applicant_kind" TEXT,
  "contract" TEXT,
  "approver" TEXT,
  "approved" TEXT,
  "purpose_kind" TEXT,
  "purpose" TEXT NOT NULL,
  "info" TEXT,
  "personal" TEXT,
  "specific" TEXT,
  "rights" TEXT NOT NULL,
  "from_day" TEXT NOT NULL,
  "until_day" TEXT NOT NULL,
  "keeping" TEXT,
  "carried_out" TEXT,
  "antivirus_current" TEXT,
  "os_current" TEXT,
  "no_sharing" TEXT,
  "agreed" TEXT,
  "received_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "checked_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "checked_on" TEXT,
  "reason" TEXT,
  "explanation" TEXT,
  "condition" TEXT,
  "decided_on" TEXT,
  "note" TEXT
);
CREATE INDEX "application_section" ON "application" ("section");
CREATE INDEX "application_received_by" ON "application" ("received_by");
CREATE INDEX "application_checked_by" ON "application" ("checked_by");
CREATE UNIQUE INDEX "application_number" ON "application" ("number") WHERE "gone" IS NULL;

CREATE TABLE "application_device" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "application" BIGINT NOT NULL REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "state" TEXT,
  "kind" TEXT NOT NULL,
  "storage" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "capacity" TEXT,
  "encrypted" TEXT,
  "owner" TEXT,
  "owner_name" TEXT,
  "sticker" TEXT,
  "vid" TEXT,
  "pid" TEXT,
  "serial" TEXT,
  "instance_id" TEXT,
  "interfaces" TEXT,
  "release" TEXT,
  "product" TEXT,
  "manufacturer" TEXT,
  "hash" TEXT,
  "composite" TEXT,
  "predicted" TEXT,
  "failed" TEXT,
  "grade" TEXT,
  "grade_reasons" TEXT,
  "fallback" TEXT,
  "limits" TEXT,
  "known" TEXT,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT,
  "condition" TEXT,
  "note" TEXT
);
CREATE INDEX "application_device_application" ON "application_device" ("application");
CREATE INDEX "application_device_medium" ON "application_device" ("medium");

CREATE TABLE "application_pc" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "application" BIGINT NOT NULL REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT NOT NULL REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "application_pc_application" ON "application_pc" ("application");
CREATE INDEX "application_pc_pc" ON "application_pc" ("pc");

CREATE TABLE "application_user" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "application" BIGINT NOT NULL REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "account" TEXT,
  "person" BIGINT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "application_user_application" ON "application_user" ("application");
CREATE INDEX "application_user_person" ON "application_user" ("person");

CREATE TABLE "virus_check" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "at" TEXT NOT NULL,
  "day" TEXT,
  "line" BIGINT REFERENCES "application_device" ("id") DEFERRABLE INITIALLY DEFERRED,
  "medium" BIGINT REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "scanner" TEXT NOT NULL,
  "pattern" TEXT,
  "pattern_date" TEXT,
  "files" BIGINT,
  "found" BIGINT,
  "names" TEXT,
  "result" TEXT NOT NULL,
  "action" TEXT,
  "pc" TEXT,
  "checked_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT
);
CREATE INDEX "virus_check_line" ON "virus_check" ("line");
CREATE INDEX "virus_check_medium" ON "virus_check" ("medium");
CREATE INDEX "virus_check_checked_by" ON "virus_check" ("checked_by");
CREATE UNIQUE INDEX "virus_check_number" ON "virus_check" ("number") WHERE "gone" IS NULL;

CREATE TABLE "permit" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "kind" TEXT,
  "application" BIGINT REFERENCES "application" ("id") DEFERRABLE INITIALLY DEFERRED,
  "line" BIGINT REFERENCES "application_device" ("id") DEFERRABLE INITIALLY DEFERRED,
  "medium" BIGINT NOT NULL REFERENCES "medium" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT NOT NULL,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "rights" TEXT,
  "from_day" TEXT NOT NULL,
  "until_day" TEXT NOT NULL,
  "ended" TEXT,
  "fallback" TEXT,
  "condition" TEXT,
  "renews" BIGINT REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "erased" TEXT,
  "note" TEXT
);
CREATE INDEX "permit_application" ON "permit" ("application");
CREATE INDEX "permit_line" ON "permit" ("line");
CREATE INDEX "permit_medium" ON "permit" ("medium");
CREATE INDEX "permit_section" ON "permit" ("section");
CREATE INDEX "permit_renews" ON "permit" ("renews");

CREATE TABLE "permit_scope" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "permit" BIGINT NOT NULL REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "pc" BIGINT REFERENCES "pc" ("id") DEFERRABLE INITIALLY DEFERRED,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "person" BIGINT REFERENCES "person" ("id") DEFERRABLE INITIALLY DEFERRED,
  CHECK ((CASE WHEN "pc" IS NULL THEN 0 ELSE 1 END) + (CASE WHEN "section" IS NULL THEN 0 ELSE 1 END)
         + (CASE WHEN "person" IS NULL THEN 0 ELSE 1 END) = 1)
);
CREATE INDEX "permit_scope_permit" ON "permit_scope" ("permit");
CREATE INDEX "permit_scope_pc" ON "permit_scope" ("pc");
CREATE INDEX "permit_scope_section" ON "permit_scope" ("section");
CREATE INDEX "permit_scope_person" ON "permit_scope" ("person");

CREATE TABLE "export" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "target" BIGINT NOT NULL REFERENCES "target" ("id") DEFERRABLE INITIALLY DEFERRED,
  "network" TEXT,
  "as_of" TEXT NOT NULL,
  "extent" TEXT,
  "count" BIGINT,
  "left_out" BIGINT,
  "unexpressed" TEXT,
  "registers" TEXT,
  "folder" TEXT,
  "exported_at" TEXT,
  "exported_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "export_target" ON "export" ("target");
CREATE INDEX "export_exported_by" ON "export" ("exported_by");
CREATE UNIQUE INDEX "export_number" ON "export" ("number") WHERE "gone" IS NULL;

CREATE TABLE "export_file" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "export" BIGINT NOT NULL REFERENCES "export" ("id") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "size" BIGINT,
  "sha256" TEXT NOT NULL
);
CREATE INDEX "export_file_export" ON "export_file" ("export");

CREATE TABLE "registration" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "permit" BIGINT NOT NULL REFERENCES "permit" ("id") DEFERRABLE INITIALLY DEFERRED,
  "target" BIGINT NOT NULL REFERENCES "target" ("id") DEFERRABLE INITIALLY DEFERRED,
  "state" TEXT,
  "network" TEXT,
  "registered_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "registered_on" TEXT,
  "export" BIGINT REFERENCES "export" ("id") DEFERRABLE INITIALLY DEFERRED,
  "verified_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "verified_on" TEXT,
  "deleted_on" TEXT,
  "row_error" TEXT
);
CREATE INDEX "registration_permit" ON "registration" ("permit");
CREATE INDEX "registration_target" ON "registration" ("target");
CREATE INDEX "registration_registered_by" ON "registration" ("registered_by");
CREATE INDEX "registration_export" ON "registration" ("export");
CREATE INDEX "registration_verified_by" ON "registration" ("verified_by");

-- Files, addressed by the SHA-256 of their bytes; compressed. Not journalled: the records that have them are.
CREATE TABLE blob (
  sha256 TEXT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  content BYTEA NOT NULL
);
CREATE INDEX application_device_serial ON application_device (lower(serial));
CREATE INDEX medium_serial ON medium (lower(serial));
CREATE INDEX medium_sticker ON medium (sticker);
CREATE INDEX permit_network ON permit (network, until_day);
CREATE UNIQUE INDEX permit_number ON permit (number) WHERE gone IS NULL;
CREATE UNIQUE INDEX registration_once ON registration (permit, target) WHERE gone IS NULL;
