#pragma once

#include "endpoint/ledger/ep-deed.h"

/*
 * The desk's ledger: a store with all kinds of record, and the person at the desk. Reading goes through its reader;
 * doing goes through ep_ledger_do().
 */

/* @create: make it if it is missing, bring an older one up; @backup_path (out, optional) says where the older one was
 * copied to. */
EpLedger *ep_ledger_open(const char *uri, gboolean create, char **backup_path, GError **error);
void ep_ledger_close(EpLedger *ledger);

EpStore *ep_ledger_get_store(EpLedger *ledger);
EpReader *ep_ledger_get_reader(EpLedger *ledger);
EpCatalog *ep_ledger_get_catalog(EpLedger *ledger);
EpTable *ep_ledger_get_table(EpLedger *ledger, const char *name); /* NULL if there is none */

/* Who works here: the staff record bound to @account (the operating system's name for the person), or named so.
 * EP_ERROR_NOT_FOUND. */
gboolean ep_ledger_set_operator(EpLedger *ledger, const char *account, GError **error);
const EpOperator *ep_ledger_get_operator(EpLedger *ledger);

/* "pc.edit" → the verb, and its table in *@table (may be NULL); EP_ERROR_USAGE. */
const EpVerb *ep_ledger_find_verb(EpLedger *ledger, const char *name, EpTable **table, GError **error);

/**
 * ep_ledger_do:
 * @records: EpRecord it is done to; NULL or empty for a verb that makes one
 * @answers: see ep_verb_start(); NULL if nothing is asked
 * @made: (out) (optional): the record it made
 *
 * One act: reads the records again under the write lock, asks for refusal, runs the verb. Returns the act's seq, or 0
 * with EP_ERROR_REFUSED (with the reason), EP_ERROR_INVALID (an answer), EP_ERROR_CONFLICT.
 */
gint64 ep_ledger_do(EpLedger *ledger, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
                    const EpHow *how, EpProgress *progress, gint64 *made, GError **error);

/* A record that something could not be done to, and why, fit to be shown. */
typedef struct {
    gint64 record;
    char *name;
    char *reason;
} EpRefusal;

void ep_refusal_free(EpRefusal *refusal);

/* ep_ledger_do() to those of @records that are not refused; each of the others joins @refusals (EpRefusal). 0 without
 * an error when none is left. ep-many.h does it to any number of them. */
gint64 ep_ledger_do_those(EpLedger *ledger, const EpVerb *verb, const EpTable *table, GPtrArray *records,
                          EpDraft *answers, const EpHow *how, GPtrArray *refusals, EpProgress *progress, gint64 *made,
                          GError **error);

/* The instruction that @verb rests on is given; EP_ERROR_REFUSED. */
gboolean ep_ledger_check_how(EpLedger *ledger, const EpVerb *verb, const EpHow *how, GError **error);

/**
 * ep_ledger_do_work:
 * @verb: one that stands on no menu (EP_VERB_INTERNAL)
 * @run: what it does inside the act; `deed->data` is @data, there are neither records nor answers
 *
 * The same door for work that a person starts but that no record is chosen for, such as an import. Returns as
 * ep_ledger_do().
 */
gint64 ep_ledger_do_work(EpLedger *ledger, const EpVerb *verb, const EpTable *table, EpRunFunc run, gpointer data,
                         const EpHow *how, EpProgress *progress, GError **error);

/* The operator may do @verb on @network, which has it (ep-route.h); EP_ERROR_REFUSED. For a verb's run that does the
 * work of another; ep_ledger_do() has asked about its own. */
gboolean ep_ledger_check_route(EpLedger *ledger, EpReader *reader, const EpVerb *verb, const char *network,
                               GError **error);

/* Takes back an act, or all acts of its run; see ep_undo(). Final verbs are refused. When @progress is stopped within a
 * run, what was taken back by then stays so, and the same again goes on with the rest. */
gint64 ep_ledger_undo(EpLedger *ledger, gint64 seq, const EpHow *how, EpProgress *progress, char ***left,
                      GError **error);

/* Takes back @seqs (gint64) one by one. What must not be taken back stays, and @left says why. How many were; -1 with
 * an error, after which the earlier ones stay taken back. */
int ep_ledger_undo_all(EpLedger *ledger, GArray *seqs, const EpHow *how, EpProgress *progress, char ***left,
                       GError **error);

/* The operator's own last act that can still be taken back; 0 if there is none. */
gint64 ep_ledger_get_last(EpLedger *ledger, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EpLedger, ep_ledger_close)
