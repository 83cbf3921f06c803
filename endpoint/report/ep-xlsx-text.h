#pragma once

#include <glib.h>

/* What had to be left out of an .xlsx file. */
typedef struct {
    guint n_controls;
    guint n_cut;
} EpXlsxTextLoss;

/* @text as a cell can hold it: without characters XML cannot carry, at most 32,767 long, and with "_x0041_" kept from
 * being read as an escape (ECMA-376 22.4.2.4). Adds to @loss. */
char *ep_xlsx_text_clean(const char *text, EpXlsxTextLoss *loss);

/* A name for a worksheet: at most 31 characters, without []:*?/\ and outer apostrophes; "Sheet1" when nothing is left.
 */
char *ep_xlsx_text_make_name(const char *text);

/* A sentence, or NULL when nothing was lost. */
char *ep_xlsx_text_describe_loss(const EpXlsxTextLoss *loss);
