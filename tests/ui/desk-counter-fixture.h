#pragma once

#include "app/ui/desk-counter.h"
#include "tests/ledger/ep-test-media.h"

/* The counter in a window, over a ledger of its own and the recorded devices of tests/data/usb/counter.json. */
typedef struct {
    char *folder, *recording;
    EpTestMedia media;
    DeskData *data;
    DeskSettings *settings;
    DeskCounter *counter;
    GtkWidget *window;
} DeskCounterFixture;

DeskCounterFixture *desk_counter_fixture_new(void);
void desk_counter_fixture_free(DeskCounterFixture *f);

void desk_counter_fixture_type_lines(gpointer within, const char *field, const char *text); /* into a field of lines */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCounterFixture, desk_counter_fixture_free)
