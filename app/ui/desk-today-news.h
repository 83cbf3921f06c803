#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-renewal.h"
#include "endpoint/ledger/ep-today.h"
#include "endpoint/ledger/ep-worklog.h"

/* Everything the start page tells, read in one go on the reader's thread. */
typedef struct {
    EpDate today;
    EpDueNow now;        /* when it was read; `now.day` is @today */
    char *day_note;      /* the holiday's name, or "" */
    gboolean is_open;    /* an open day */
    GPtrArray *sections; /* EpTodaySection */
    EpRenewalDue renewal;
    guint ending, ending_days; /* permits that end within so many days, and no section was told */
    EpWorklog *worklog;
    GPtrArray *days;   /* the last open days, canonical */
    GPtrArray *labels; /* the same as one reads them, NULL-terminated */
    GArray *received;  /* gint64, one for each label */
} DeskTodayNews;

/* A DeskDataFunc. */
gpointer desk_today_news_load(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error);
void desk_today_news_free(DeskTodayNews *news);

/* Time alone made something late, or due, or near since. */
gboolean desk_today_news_is_stale(const DeskTodayNews *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskTodayNews, desk_today_news_free)
