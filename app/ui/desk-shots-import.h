#pragma once

#include "app/ui/desk-window.h"
#include "endpoint/exchange/ep-import.h"

/* Pictures of an import: a file made from the ledger's own PCs, with something of every kind in it. */
void desk_shots_import_begin(DeskWindow *window);                     /* reads the file */
void desk_shots_import_select(DeskWindow *window, EpVerdict verdict); /* a row that was judged so */
void desk_shots_import_ask(DeskWindow *window); /* compares the candidates of the first open row */
void desk_shots_import_commit(DeskWindow *window);
void desk_shots_import_end(DeskWindow *window); /* takes it back */
