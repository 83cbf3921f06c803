#pragma once

#include <gtk/gtk.h>

#include "endpoint/core/ep-record.h"
#include "endpoint/ledger/ep-today.h"
#include "endpoint/store/ep-reader.h"

/*
 * What any part of the window may ask of the window: GTK's actions, which find their way up from @from. DeskWindow has
 * them; where there is no such window, nothing happens.
 */
#define DESK_GO_OPEN "desk.open"         /* (sx): table, id */
#define DESK_GO_OPEN_ALL "desk.open-all" /* (sa(ss)): table, fields with their values */
#define DESK_GO_WAITING "desk.waiting"   /* (si): table, EpUrgency */
#define DESK_GO_PAGE "desk.page"         /* s */
#define DESK_GO_SAY "desk.say"           /* s */
#define DESK_GO_CHECK "desk.check"       /* (sx): table ("": brought in), id */
#define DESK_GO_IMPORT "desk.import"     /* (sas): table, paths */
#define DESK_GO_EDIT "desk.edit" /* (xssx): record, field, table of a line, line; of a page with a form of its own */
#define DESK_GO_EXPLAIN "desk.explain" /* (sxs): table, id, device; what is not known is "" and 0 */

void desk_go_open(GtkWidget *from, const EpTable *table, gint64 id); /* a record, on its own page */
/* The list of @table, narrowed to what refers to @id by @field. */
void desk_go_open_all(GtkWidget *from, const EpTable *table, const char *field, gint64 id);
/* The same for several fields, each with one value or more; ended by a NULL field. */
void desk_go_open_those(GtkWidget *from, const EpTable *table, const EpMatch *matches);
/* What waits of @table, on whatever screen shows it; EP_URGENCY_OPEN is all that wait. */
void desk_go_waiting(GtkWidget *from, const EpTable *table, EpUrgency urgency);
void desk_go_check(GtkWidget *from, const EpTable *table, gint64 id); /* for viruses; NULL: what was brought in */
/* Where the page has a form for the whole of @record: opens it at @field (or NULL). FALSE: there is none. */
gboolean desk_go_edit(GtkWidget *from, EpRecord *record, const char *field);
/* The same at a line of the record: @id 0 for one more. */
gboolean desk_go_edit_line(GtkWidget *from, EpRecord *record, const EpTable *table, gint64 id);
void desk_go_page(GtkWidget *from, const char *name);
void desk_go_say(GtkWidget *from, const char *message); /* in the bottom bar */
/* What would happen to a device: to begin with, a record of a kind that can be asked about, or what names a device. */
void desk_go_explain(GtkWidget *from, EpRecord *record, const char *device);
void desk_go_import(GtkWidget *from, const EpTable *table, const char *const *paths); /* NULL: still to be chosen */
