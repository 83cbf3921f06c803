-- The argument is the column that may be blanked.
CREATE OR REPLACE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) -> 'salt' = 'null' AND to_jsonb(NEW) -> TG_ARGV[0] = 'null'
       AND to_jsonb(NEW) - 'salt' - TG_ARGV[0] = to_jsonb(OLD) - 'salt' - TG_ARGV[0] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the journal is never changed';
END $$;
DROP TRIGGER act_guard ON act;
CREATE TRIGGER act_guard BEFORE UPDATE OR DELETE ON act FOR EACH ROW EXECUTE FUNCTION journal_guard('note');
CREATE TRIGGER act_no_truncate BEFORE TRUNCATE ON act FOR EACH STATEMENT EXECUTE FUNCTION journal_guard();
DROP TRIGGER change_guard ON change;
CREATE TRIGGER change_guard BEFORE UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION journal_guard('fields');
CREATE TRIGGER change_no_truncate BEFORE TRUNCATE ON change FOR EACH STATEMENT EXECUTE FUNCTION journal_guard();
