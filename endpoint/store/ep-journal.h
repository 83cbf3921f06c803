#pragma once

#include <glib.h>

/*
 * The journal's bytes. An act is one row of `act`, what it did to each record one row of `change`. Both carry
 * digest = SHA-256 (salt ‖ row), every value of the row preceded by its length as four bytes, most significant first;
 * an act's hash = SHA-256 (hash of the act before ‖ its digest ‖ the digests of its changes by seq), all as lower-case
 * hex text. Retention empties `fields`, `note` and the salt; the digest stays, so the chain still holds.
 * docs/data-model.md has a test vector.
 */
typedef struct {
    gint64 seq;
    const char *at;  /* UTC */
    const char *day; /* local date on which the work counts */
    gint64 operator; /* staff */
    const char *verb;
    const char *table; /* the subject */
    gint64 record;
    const char *note;
    gint64 minutes;
    gint64 instruction;
    gint64 undoes;
    gint64 run;
    const char *source;
    gint64 changes; /* how many */
} EpJournalAct;

typedef struct {
    gint64 seq;
    gint64 act;
    const char *table;
    gint64 record;
    const char *state_from;
    const char *state_to;
    const char *pile_from;
    const char *pile_to;
    const char *fields;
} EpJournalChange;

/* Free with g_free(). */
char *ep_journal_salt(void);
char *ep_journal_act_digest(const EpJournalAct *act, const char *salt);
char *ep_journal_change_digest(const EpJournalChange *change, const char *salt);

/* The hash of an act: start with the one before ("" for the first act), add the act's digest and each change's. */
GChecksum *ep_journal_chain(const char *previous);

/* One field's change within `fields`: name, old and new separated by tabs, ended by a newline; \t \n \\ inside are
 * escaped. */
void ep_journal_append_field(GString *fields, const char *name, const char *from, const char *to);

typedef gboolean (*EpJournalFieldFunc)(const char *name, const char *from, const char *to, gpointer user_data);

/* Calls @func for every change in @fields; FALSE if @func stopped it or @fields is malformed. */
gboolean ep_journal_foreach_field(const char *fields, EpJournalFieldFunc func, gpointer user_data);
