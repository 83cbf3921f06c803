-- $1 an act: the dictionary's entries that later acts added
SELECT id, rev, name, version, publisher FROM software WHERE rev > $1 AND gone IS NULL ORDER BY rev
