#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-form-private.h"

/* What a person can put into a form, in the order in which one looks for it: the record's own fields, what it refers
 * to, what belongs to it, and words for all. */

static void
ep_form_offer_free(gpointer data)
{
    EpFormOffer *offer = data;

    g_free(offer->text);
    g_free(offer->label);
    g_free(offer);
}

static void
ep_form_offer_add(GPtrArray *offers, char *text, char *label, gboolean heading)
{
    EpFormOffer *offer = g_new0(EpFormOffer, 1);

    offer->text = text;
    offer->label = label;
    offer->heading = heading;
    g_ptr_array_add(offers, offer);
}

static void
ep_form_offer_add_fields(GPtrArray *offers, const EpTable *table, const char *prefix)
{
    for (guint i = 0; i < table->at.n_fields; i++)
        ep_form_offer_add(offers, g_strdup_printf("{%s%s}", prefix, table->fields[i].name),
                          g_strdup(ep_label(table->fields[i].label)), FALSE);
}

static void
ep_form_offer_add_references(GPtrArray *offers, EpCatalog *catalog, const EpTable *table)
{
    for (guint i = 0; i < table->at.n_fields; i++) {
        const EpField *field = &table->fields[i];
        const EpTable *to = field->kind == EP_KIND_REFERENCE ? ep_catalog_find(catalog, field->reference) : NULL;
        g_autofree char *prefix = g_strconcat(field->name, ".", NULL);

        if (to == NULL || to == table)
            continue;
        ep_form_offer_add(offers, g_strdup(""), g_strdup_printf(_("of “%s”"), ep_label(field->label)), TRUE);
        ep_form_offer_add_fields(offers, to, prefix);
    }
}

/* A row for each of what a card lists of the record. */
static void
ep_form_offer_add_rows(GPtrArray *offers, EpCatalog *catalog, const EpTable *table)
{
    for (const EpTableSection *section = table->sections; section != NULL && section->table != NULL; section++) {
        const EpTable *each = ep_catalog_find(catalog, section->table);
        const char *label = section->label != NULL ? section->label : each->label;

        ep_form_offer_add(offers, g_strdup(""), g_strdup_printf(_("In a row for each of “%s”"), ep_label(label)), TRUE);
        ep_form_offer_add(offers, g_strdup_printf("<row each=\"%s\"></row>", section->table), g_strdup(_("the row")),
                          FALSE);
        ep_form_offer_add_fields(offers, each, "");
    }
}

GPtrArray *
ep_form_list_offers(EpCatalog *catalog, const EpTable *table)
{
    static const char *const general[][2] = {
        { "{@today}", N_("Today's date") },
        { "{@who}", N_("Who prints it") },
        { "{@page}", N_("Page") },
        { "{@pages}", N_("Pages in all") },
        { "{@row}", N_("Number of the row") },
        { "{@count}", N_("How many records") },
        { "{@city}", N_("The city's name") },
        { "{@desk}", N_("The desk's name") },
        { "{@head}", N_("To whom papers go") },
        { "{@telephone}", N_("The desk's telephone") },
    };
    GPtrArray *offers = g_ptr_array_new_with_free_func(ep_form_offer_free);

    if (table != NULL) {
        ep_form_offer_add(offers, g_strdup(""), g_strdup(ep_label(table->label)), TRUE);
        ep_form_offer_add(offers, g_strdup("{@code}"), g_strdup(_("Code to be scanned")), FALSE);
        ep_form_offer_add_fields(offers, table, "");
    }
    ep_form_offer_add(offers, g_strdup(""), g_strdup(_("On every paper")), TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(general); i++)
        ep_form_offer_add(offers, g_strdup(general[i][0]), g_strdup(_(general[i][1])), FALSE);
    if (table == NULL)
        return offers;
    ep_form_offer_add_rows(offers, catalog, table);
    ep_form_offer_add_references(offers, catalog, table);
    return offers;
}
