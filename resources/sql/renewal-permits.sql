-- $1 last day, $2 network or NULL, $3 section or NULL: live permits that end then, go on as no other one, and stand in
-- no other open renewal
SELECT p.id, p.number, p.medium, p.section, p.network FROM permit p
WHERE p.gone IS NULL AND p.state IN ('allowed', 'used') AND p.kind = 'normal' AND p.until_day = $1
  AND (CAST($2 AS TEXT) IS NULL OR p.network = $2) AND (CAST($3 AS BIGINT) IS NULL OR p.section = $3)
  AND NOT EXISTS (SELECT 1 FROM permit q WHERE q.renews = p.id AND q.gone IS NULL AND q.state IN ('allowed', 'used'))
  AND NOT EXISTS (SELECT 1 FROM renewal_line l JOIN renewal r ON r.id = l.renewal
                  WHERE l.permit = p.id AND l.gone IS NULL AND r.gone IS NULL
                    AND r.state IN ('preparing', 'sent', 'collecting'))
ORDER BY p.id
