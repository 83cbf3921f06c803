#pragma once

#include "endpoint/ledger/ep-allowlist.h"

/* The parts of ep_allowlist_new(), by file. */

/* Takes @detail. */
void ep_allowlist_note(EpAllowlist *self, const char *number, const char *name, const char *code, char *detail,
                       gboolean left_out);
void ep_allowlist_add_file(EpAllowlist *self, const char *name, GBytes *bytes, const char *part);

/* The export to compare with, and its rows (ep-allowlist-compare.c). */
gboolean ep_allowlist_load_base(EpAllowlist *self, EpReader *reader, gint64 base, GError **error);
EpAllowlistAction ep_allowlist_compare(EpAllowlist *self, const EpAllowlistEntry *entry);
/* Rows of @base that are in force no longer, as EpRecord with the action "removed". */
GPtrArray *ep_allowlist_dup_removed(EpAllowlist *self);

/* Rows and files of a target with columns (ep-allowlist-columns.c). */
gboolean ep_allowlist_write_columns(EpAllowlist *self, GError **error);
