#pragma once

#include "endpoint/ledger/ep-verb.h"
#include "endpoint/store/ep-reader.h"

/* What was done to a record and to those whose story is part of its own (EpTableSection.told: a medium's applications,
 * permits, registrations, checks), for its card and the console. */

typedef struct {
    const EpField *field; /* NULL: one that this program no longer has */
    char *name;
    char *from; /* as a person reads it, "" if there was nothing */
    char *to;
} EpHistoryField;

/* What an act did to a record besides the one that is asked about. */
typedef struct {
    const EpTable *table;
    gint64 record;
    char *name;        /* "許可 R8-周-00001-1" */
    gboolean created;  /* it made that record */
    GPtrArray *fields; /* EpHistoryField */
} EpHistoryPart;

typedef struct {
    gint64 seq;
    char *at;  /* UTC */
    char *day; /* on which it counts */
    char *who; /* "" before the first person was known */
    char *verb;
    char *label; /* what was done, for a person */
    char *note;
    gint64 minutes;
    char *instruction; /* its number, or "" */
    char *source;      /* of an import */
    gint64 undoes;     /* the act it took back, or 0 */
    gint64 undone_by;  /* the act that took it back, or 0 */
    gboolean created;  /* it made the record */
    GPtrArray *fields; /* EpHistoryField */
    GPtrArray *parts;  /* EpHistoryPart */
} EpHistoryAct;

/* @table has sections whose records' story is told with its own. */
gboolean ep_history_tells_others(const EpTable *table);

/* EpHistoryAct, newest first. Any thread. */
GPtrArray *ep_history_load(EpReader *reader, const EpTable *table, gint64 record, GError **error);
