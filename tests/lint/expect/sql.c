/* read as endpoint/ledger/ep-bad.c: a kind of record holds no SQL. */
static const char *const ep_bad_query = "SELECT id FROM pc"; /* expect */
static const char *const ep_bad_words = "select a PC from the list";
/* SELECT id FROM pc */
