#pragma once

#include "endpoint/core/ep-list.h"

/* An invented PC ledger in Japanese, for the list's tests, pictures and measurements. */
EpTable *desk_list_fixture_table(void);

/* @n records, always the same ones; ids 1 to @n. */
GPtrArray *desk_list_fixture_records(guint n);

/* The record @id as it would be with another host name. Transfer full. */
EpRecord *desk_list_fixture_changed(guint id, const char *host);

/* A list of @n records with their searched text folded. */
EpList *desk_list_fixture_list(guint n);

/* Runs the main loop for so long, until what was asked for is allocated and painted. */
void desk_list_fixture_settle(guint milliseconds);
