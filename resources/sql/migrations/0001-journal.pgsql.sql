CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.salt IS NULL AND NEW.seq = OLD.seq AND NEW.digest = OLD.digest THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the journal is never changed';
END $$;
CREATE TRIGGER act_guard BEFORE UPDATE OR DELETE ON act FOR EACH ROW EXECUTE FUNCTION journal_guard();
CREATE TRIGGER change_guard BEFORE UPDATE OR DELETE ON change FOR EACH ROW EXECUTE FUNCTION journal_guard();
