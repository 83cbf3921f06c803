#pragma once

#include <glib.h>

/*
 * A private PostgreSQL cluster, started by the first test that asks and gone with the program, also when that ends by a
 * failed assertion or is killed. Failures abort: a test without its server is a failed test.
 */

/* Makes an empty database; returns its `postgresql://` address. */
char *ep_test_pgsql_new_database(void);
void ep_test_pgsql_drop_database(const char *uri);

/* As its administrator does: a copy of the database, and the database as that copy had it. Whoever is connected is put
 * out. */
void ep_test_pgsql_back_up(const char *uri);
void ep_test_pgsql_restore(const char *uri);

/* Once there is a database: `stop` ends the cluster as its administrator does, `start` begins it again. Linux only. */
void ep_test_pgsql_order(const char *order);
