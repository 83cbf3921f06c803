-- What is delivered on a medium, its files as they were checked, and the check.
CREATE TABLE "delivery" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "number" TEXT,
  "state" TEXT,
  "name" TEXT NOT NULL,
  "addressee" TEXT NOT NULL,
  "deliver_on" TEXT,
  "medium" TEXT,
  "folder" TEXT,
  "delivered_at" TEXT,
  "delivered_by" BIGINT REFERENCES "staff" ("id") DEFERRABLE INITIALLY DEFERRED,
  "received_by" TEXT,
  "note" TEXT
);
CREATE INDEX "delivery_delivered_by" ON "delivery" ("delivered_by");
CREATE INDEX "delivery_due" ON "delivery" ("state", "deliver_on");
CREATE UNIQUE INDEX "delivery_number" ON "delivery" ("number") WHERE "gone" IS NULL;

CREATE TABLE "delivery_file" (
  "id" BIGINT NOT NULL PRIMARY KEY,
  "rev" BIGINT NOT NULL REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED,
  "gone" BIGINT,
  "delivery" BIGINT NOT NULL REFERENCES "delivery" ("id") DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT NOT NULL,
  "size" BIGINT,
  "sha256" TEXT NOT NULL
);
CREATE INDEX "delivery_file_delivery" ON "delivery_file" ("delivery");

ALTER TABLE virus_check ADD COLUMN delivery BIGINT REFERENCES delivery (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX virus_check_delivery ON virus_check (delivery);
