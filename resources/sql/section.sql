(SELECT count(*) FROM pc p WHERE p.section = t.id AND p.gone IS NULL AND p.state <> 'retired') AS pcs
