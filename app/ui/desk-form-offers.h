#pragma once

#include <gtk/gtk.h>

#include "endpoint/ledger/ep-form.h"

/*
 * The list of what can be put into a form, found by words or names.
 *
 * Signals:
 * - "chosen" (const char *text): to be put in
 */
#define DESK_TYPE_FORM_OFFERS (desk_form_offers_get_type())
G_DECLARE_FINAL_TYPE(DeskFormOffers, desk_form_offers, DESK, FORM_OFFERS, GtkWidget)

GtkWidget *desk_form_offers_new(EpCatalog *catalog);
void desk_form_offers_set_table(DeskFormOffers *self, const EpTable *table); /* NULL: for no kind of record */
