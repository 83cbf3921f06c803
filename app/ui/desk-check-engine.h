#pragma once

#include "app/ui/desk-data.h"
#include "endpoint/scan/ep-scan.h"

/* The scanner of this desk, and whether its pattern is as new as the desk's rules want. */
typedef struct {
    EpScanEngine engine;
    char *fault; /* why the pattern is too old; NULL: it is not */
} DeskCheckEngine;

/* @engine is the function's to free; NULL with @error if no scanner answers. */
typedef void (*DeskCheckEngineFunc)(DeskCheckEngine *engine, const GError *error, gpointer user_data);

void desk_check_engine_ask(DeskData *data, DeskCheckEngineFunc func, gpointer user_data);
void desk_check_engine_free(DeskCheckEngine *engine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DeskCheckEngine, desk_check_engine_free)
