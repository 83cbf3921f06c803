#pragma once

#include <gtk/gtk.h>

#include "app/ui/desk-data.h"
#include "app/ui/desk-preview.h"
#include "app/ui/desk-code.h"
#include "app/ui/desk-settings.h"

/*
 * The page on which the desk changes its forms: which there are, the text of one with what can be put into it, and
 * beside it what it makes of a record. What is wrong with a text is said with its line; until it is right the form
 * before stays in use. What one typed stays when one looks at another form.
 */
#define DESK_TYPE_FORM_PAGE (desk_form_page_get_type())
G_DECLARE_FINAL_TYPE(DeskFormPage, desk_form_page, DESK, FORM_PAGE, GtkWidget)

GtkWidget *desk_form_page_new(DeskData *data, DeskSettings *settings);

void desk_form_page_show(DeskFormPage *self, const char *name);
gboolean desk_form_page_save(DeskFormPage *self); /* FALSE: there is nothing to save, or it is wrong */
void desk_form_page_take_file(DeskFormPage *self, const char *path);

/* Parts. */
DeskCode *desk_form_page_get_code(DeskFormPage *self);
DeskPreview *desk_form_page_get_preview(DeskFormPage *self);
const char *desk_form_page_get_problem(DeskFormPage *self); /* "" if there is none */
gboolean desk_form_page_is_settled(DeskFormPage *self);     /* the preview is of the text */
