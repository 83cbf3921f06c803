(SELECT count(*) FROM loan l WHERE l.repair = t.id AND l.gone IS NULL AND l.state IN ('prepared', 'lent')) AS open_loans,
(SELECT count(*) FROM vendor_job v WHERE v.repair = t.id AND v.gone IS NULL AND v.state IN ('ordered', 'at_vendor')) AS open_jobs,
(SELECT max(p.asset_number) FROM loan l JOIN pc p ON p.id = l.pc
 WHERE l.repair = t.id AND l.gone IS NULL AND l.state IN ('prepared', 'lent')) AS loaner,
(SELECT max(v.vendor) FROM vendor_job v
 WHERE v.repair = t.id AND v.gone IS NULL AND v.state IN ('ordered', 'at_vendor')) AS vendor,
(SELECT max(a.day) FROM change c JOIN act a ON a.seq = c.act
 WHERE c.record_table = 'repair' AND c.record = t.id
   AND coalesce(c.state_from, '') <> coalesce(c.state_to, '')) AS waiting_since,
(SELECT sum(a.minutes) FROM act a WHERE a.subject_table = 'repair' AND a.subject = t.id) AS minutes
