#pragma once

#include "endpoint/store/ep-db.h"

/* What a test does with a connection all the time; each aborts with the engine's words when it fails. */
void ep_test_db_run(EpDb *db, const char *sql);
char *ep_test_db_text(EpDb *db, const char *sql);                        /* of the first row's first column */
void ep_test_db_assert(EpDb *db, const char *sql, const char *expected); /* the same, compared */
void ep_test_db_assert_fails(EpDb *db, const char *sql, int code, const char *words); /* EpError; NULL for any words */
