-- $1 today, $2 the last day that counts: how many normal permits end by then of which nobody was told yet
SELECT count(*) FROM permit p
WHERE p.gone IS NULL AND p.state IN ('allowed', 'used') AND p.kind = 'normal' AND p.noticed_on IS NULL
  AND p.until_day >= $1 AND p.until_day <= $2
  AND NOT EXISTS (SELECT 1 FROM permit q WHERE q.renews = p.id AND q.gone IS NULL AND q.state IN ('allowed', 'used'))
  AND NOT EXISTS (SELECT 1 FROM renewal_line l JOIN renewal r ON r.id = l.renewal
                  WHERE l.permit = p.id AND l.gone IS NULL AND r.gone IS NULL
                    AND l.state IN ('waiting', 'renew', 'give_back', 'lose')
                    AND r.state IN ('preparing', 'sent', 'collecting'))
