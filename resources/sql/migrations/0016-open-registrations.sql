-- How many registrations wait on a target, which every read of it asks, without looking at those that are done.
CREATE INDEX registration_open ON registration (target, state) WHERE gone IS NULL;
