#pragma once

#include "endpoint/ledger/ep-allowlist.h"
#include "endpoint/store/ep-act.h"

/* The parts of ep_allowlist_new(), by file. */

/* Takes @detail. */
void ep_allowlist_note(EpAllowlist *self, const char *number, const char *name, const char *code, char *detail,
                       gboolean left_out);
void ep_allowlist_add_file(EpAllowlist *self, const char *name, GBytes *bytes, const char *part);

/* Finds the row of each entry, whose rules and refusals are set (ep-allowlist-device.c). */
void ep_allowlist_merge(EpAllowlist *self);

/* The export to compare with (ep-allowlist-compare.c). */
gboolean ep_allowlist_load_base(EpAllowlist *self, EpReader *reader, gint64 base, GError **error);
/* Every row that could be said with what changes, those that are in force no longer at the end. */
void ep_allowlist_compare(EpAllowlist *self);

/* Rows and files of a target with columns (ep-allowlist-columns.c). */
gboolean ep_allowlist_write_columns(EpAllowlist *self, GError **error);

/* What the @export of today does to the registrations of the target: appended to @drafts (ep-allowlist-register.c). */
gboolean ep_allowlist_register(EpAllowlist *list, EpAct *act, gint64 export, GPtrArray *drafts, GError **error);
