#pragma once

#include "endpoint/core/ep-draft.h"
#include "endpoint/store/ep-store.h"

/*
 * What somebody does: one transaction, one row that says who, when, what, on which subject, on whose instruction; and a
 * change row for every record written. There is no other way to write. An act that is freed before ep_act_commit()
 * leaves nothing behind.
 */
typedef struct _EpAct EpAct;

/* How something is done, as a person says it. All may be empty. */
typedef struct {
    const char *day; /* local date on which the work counts; NULL is today */
    const char *note;
    gint64 minutes;
    gint64 instruction; /* id of an instruction record */
    gint64 run;         /* acts of one import share it */
    const char *source; /* of an import: file, counts, SHA-256 */
} EpHow;

typedef struct {
    const char *verb;
    const EpTable *table; /* subject, or NULL */
    gint64 record;
    gint64 operator; /* staff id; 0 before the first person is known */
    gint64 undoes;
    const EpHow *how; /* or NULL */
} EpActInfo;

/* Opens the transaction under the ledger's write lock. */
EpAct *ep_act_begin(EpStore *store, const EpActInfo *info, GError **error);
void ep_act_free(EpAct *act); /* rolls back unless committed */

/* Is asked of every draft before it is written; it may fill in more of it. */
typedef gboolean (*EpActCheckFunc)(EpAct *act, EpDraft *draft, gpointer user_data, GError **error);
void ep_act_set_check(EpAct *act, EpActCheckFunc check, gpointer user_data);

gint64 ep_act_get_seq(EpAct *act);
const char *ep_act_get_day(EpAct *act);
const char *ep_act_get_at(EpAct *act);
gint64 ep_act_get_operator(EpAct *act);
EpReader *ep_act_get_reader(EpAct *act); /* sees what the act wrote */
void ep_act_set_subject(EpAct *act, const EpTable *table, gint64 record);

/**
 * ep_act_write:
 *
 * Checks the draft, takes over what others changed since (EP_ERROR_CONFLICT if they changed the same fields), and
 * writes it with its lines. A draft without a change writes nothing. Many at once (ep_act_write_all()) cost few
 * statements.
 */
gboolean ep_act_write(EpAct *act, EpDraft *draft, GError **error);
gboolean ep_act_write_all(EpAct *act, GPtrArray *drafts, EpProgress *progress, GError **error);

/* Takes a record out of all lists (a line, a setting of the site; undo of its creation). */
gboolean ep_act_remove(EpAct *act, EpRecord *record, GError **error);
/* Takes a removed one (as ep_reader_read() finds it) into them again. */
gboolean ep_act_bring_back(EpAct *act, EpRecord *record, GError **error);

/* The next number of @table's series in the fiscal year of the act's day: "R8-周-00123". Gapless: it is given back if
 * the act fails. Numbers that an import brought are passed over. */
char *ep_act_next_number(EpAct *act, const EpTable *table, GError **error);

gboolean ep_act_commit(EpAct *act, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpAct, ep_act_free)
