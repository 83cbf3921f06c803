(SELECT count(*) FROM renewal_line l WHERE l.renewal = t.id AND l.gone IS NULL) AS lines,
(SELECT count(*) FROM renewal_line l WHERE l.renewal = t.id AND l.gone IS NULL AND l.state = 'waiting') AS waiting,
(SELECT count(*) FROM renewal_line l
 WHERE l.renewal = t.id AND l.gone IS NULL AND l.state IN ('renew', 'give_back', 'lose')) AS to_do
