#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-list.h"
#include "app/ui/desk-settings.h"
#include "endpoint/ledger/ep-today.h"

/*
 * The page of any table: its list with search, filters and columns at the left, the card of what is selected at the
 * right.
 */
#define DESK_TYPE_PAGE (desk_page_get_type())
G_DECLARE_FINAL_TYPE(DeskPage, desk_page, DESK, PAGE, GtkWidget)

GtkWidget *desk_page_new(DeskData *data, DeskSettings *settings, const EpTable *table);
const EpTable *desk_page_get_table(DeskPage *self);
DeskList *desk_page_get_list(DeskPage *self);
EpList *desk_page_get_model(DeskPage *self);
GtkWidget *desk_page_get_card(DeskPage *self);

/* Selects @id and shows its card, lifting what hides it; at once, or when the table is there. */
void desk_page_show_record(DeskPage *self, gint64 id);
void desk_page_narrow(DeskPage *self, const char *field, const char *value); /* only this filter */
/* The same by several, each with one value or more; ended by a NULL field. What was searched for is forgotten. */
void desk_page_narrow_to(DeskPage *self, const EpMatch *matches);
void desk_page_show_waiting(DeskPage *self, EpUrgency urgency); /* only what waits, as desk_waiting_set() means it */
void desk_page_set_find(DeskPage *self, const char *text);
void desk_page_focus_search(DeskPage *self);
void desk_page_focus_list(DeskPage *self);
gboolean desk_page_leave(DeskPage *self); /* selects nothing; FALSE if there was nothing to leave */

/* Opens the questions of @verb: for what is selected, or for a new record. FALSE if it cannot be done now. */
gboolean desk_page_start(DeskPage *self, const EpVerb *verb);
/* The same with one answer known already. */
gboolean desk_page_start_with(DeskPage *self, const EpVerb *verb, const char *field, const char *answer);
/* The same by its key: one that can be done at once is, and the row after it is the next. */
gboolean desk_page_press(DeskPage *self, const EpVerb *verb);
void desk_page_start_new(DeskPage *self);
void desk_page_edit(DeskPage *self);
void desk_page_import(DeskPage *self); /* such records, or PCs if these do not come in lists from elsewhere */
