#pragma once

#include "endpoint/ledger/ep-ledger.h"

/*
 * 年度更新: every permit that ends with a fiscal year is a line of one run (renewal). Sections are given their lists,
 * say of each permit what becomes of it, and that is then done to it. Line and permit are written by the same act, so
 * the run can be stopped at any line, by a person or by the power, and goes on where it was; several people may work on
 * it at once. A permit that something else happens to meanwhile leaves the run by itself (`left`).
 */

/* Lines on which something is to be done yet. */
#define EP_RENEWAL_OPEN "waiting renew give_back lose"
#define EP_RENEWAL_ANSWERED "renew give_back lose"
#define EP_RENEWAL_DONE "renewed returned lost expired"
#define EP_RENEWAL_RUNNING "preparing sent collecting" /* states of a run */

/* What is usual where the answers of renewal.new say nothing. */
void ep_renewal_propose(EpDraft *answers, const char *today);

/* Permits (EpRecord) end or go on otherwise than by their run: adds to @drafts that their lines leave it. */
gboolean ep_renewal_leave_all(EpDeed *deed, GPtrArray *permits, GPtrArray *drafts, GError **error);

/* Run functions. */
gboolean ep_renewal_run_open(EpDeed *deed, GError **error);   /* new: with a line for each permit */
gboolean ep_renewal_run_gather(EpDeed *deed, GError **error); /* permits that came since */
gboolean ep_renewal_run_cancel(EpDeed *deed, GError **error);
gboolean ep_renewal_run_answer(EpDeed *deed, GError **error); /* of lines */
gboolean ep_renewal_run_renew(EpDeed *deed, GError **error);
gboolean ep_renewal_run_end(EpDeed *deed, GError **error); /* given back, lost, expired */

/* How far a section is. */
typedef struct {
    gint64 section; /* 0: none */
    char *name, *code;
    guint lines, waiting, done, left, doubtful;
    guint renew, give_back, lose; /* answered so, and not done yet */
    guint to_do;                  /* those three */
    char reminded_on[16];         /* the last time; "": never */
} EpRenewalSection;

/* Pure: EpRenewalSection of @lines, by the sections' codes. Free with g_ptr_array_unref(). */
GPtrArray *ep_renewal_count_sections(GPtrArray *lines);
void ep_renewal_section_count(EpRenewalSection *section, EpRecord *line); /* adds one line */

gboolean ep_renewal_line_is_doubtful(EpRecord *line); /* a person has to look at it, and has not yet */

/* The same as records of ep_renewal_get_section_table(), whose ids are the sections' (-1: none). */
const EpTable *ep_renewal_get_section_table(void);
EpRecord *ep_renewal_section_to_record(const EpRenewalSection *section);

/* All lines of a run, or those of a section (0: all), by the section's code and their number. */
GPtrArray *ep_renewal_load_lines(EpReader *reader, gint64 renewal, gint64 section, GError **error);

/* When the renewal of the fiscal year is to be begun, and what for. */
typedef struct {
    char until[16];  /* the last day of the fiscal year */
    char begins[16]; /* 1 February before it */
    guint permits;   /* that end then and stand in no open run */
    gboolean due;    /* there are some, and that day has come */
} EpRenewalDue;

gboolean ep_renewal_load_due(EpReader *reader, const char *today, EpRenewalDue *due, GError **error);

/* Takes back what the run did to permits, newest first, as far as nothing that left the house rests on it; @left says
 * what stays. How many acts were taken back; -1 with an error. */
int ep_renewal_undo(EpLedger *ledger, gint64 renewal, const EpHow *how, EpProgress *progress, char ***left,
                    GError **error);
