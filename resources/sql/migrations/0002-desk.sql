-- Places, people, instructions, the calendar, PCs.
CREATE TABLE "section" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "code" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "reading" TEXT,
  "department" TEXT,
  "place" TEXT,
  "extension" TEXT,
  "unconfirmed" TEXT
);
CREATE UNIQUE INDEX "section_code" ON "section" ("code") WHERE "gone" IS NULL;

CREATE TABLE "staff" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "name" TEXT NOT NULL,
  "reading" TEXT,
  "account" TEXT,
  "role" TEXT NOT NULL,
  "company" TEXT,
  "from_day" TEXT,
  "until_day" TEXT
);

CREATE TABLE "instruction" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "day" TEXT NOT NULL,
  "instructor" TEXT NOT NULL,
  "way" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "general" TEXT,
  "until_day" TEXT
);
CREATE UNIQUE INDEX "instruction_number" ON "instruction" ("number") WHERE "gone" IS NULL;

CREATE TABLE "holiday" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "day" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "name" TEXT NOT NULL
);
CREATE UNIQUE INDEX "holiday_day" ON "holiday" ("day") WHERE "gone" IS NULL;

CREATE TABLE "pc" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "asset_number" TEXT NOT NULL,
  "host" TEXT,
  "network" TEXT,
  "section" BIGINT REFERENCES "section" ("id") DEFERRABLE INITIALLY DEFERRED,
  "user" TEXT,
  "state" TEXT,
  "place" TEXT,
  "maker" TEXT,
  "model" TEXT,
  "serial" TEXT,
  "os" TEXT,
  "os_build" TEXT,
  "memory_mb" BIGINT,
  "master" TEXT,
  "ip" TEXT,
  "mac" TEXT,
  "mac2" TEXT,
  "extension" TEXT,
  "bought" TEXT,
  "lease_until" TEXT,
  "warranty_until" TEXT,
  "contract" TEXT,
  "last_seen" TEXT,
  "device_id" TEXT,
  "note" TEXT,
  "hand" TEXT
);
CREATE INDEX "pc_section" ON "pc" ("section");
CREATE UNIQUE INDEX "pc_asset_number" ON "pc" ("asset_number") WHERE "gone" IS NULL;

