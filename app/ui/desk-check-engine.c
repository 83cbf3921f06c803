#include "app/ui/desk-check-engine.h"

#include "endpoint/core/ep-clock.h"
#include "endpoint/ledger/ep-office.h"

/* The desk's rules are read on the reader's thread; the scanner, which may take its time, is asked aside. */
typedef struct {
    DeskData *data;
    DeskCheckEngineFunc func;
    gpointer user_data;
} DeskCheckEngineAsk;

void
desk_check_engine_free(DeskCheckEngine *self)
{
    g_free(self->engine.scanner);
    g_free(self->engine.pattern);
    g_free(self->engine.pattern_date);
    g_free(self->fault);
    g_free(self);
}

static void
desk_check_engine_answer(DeskCheckEngineAsk *ask, DeskCheckEngine *engine, const GError *error)
{
    ask->func(engine, error, ask->user_data);
    g_object_unref(ask->data);
    g_free(ask);
}

static gpointer
desk_check_engine_describe(EpLedger *ledger, EpProgress *progress, gpointer office, GError **error)
{
    g_autoptr(EpScanner) scanner = ep_scan_system_new();
    g_autoptr(DeskCheckEngine) self = g_new0(DeskCheckEngine, 1);
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));

    if (!scanner->class->describe(scanner, &self->engine, error))
        return NULL;
    self->fault = ep_office_dup_pattern_fault(office, self->engine.pattern_date, today);
    return g_steal_pointer(&self);
}

static void
desk_check_engine_described(GObject *source, GAsyncResult *result, gpointer user_data)
{
    g_autoptr(GError) error = NULL;
    DeskCheckEngine *engine = desk_data_run_finish(result, &error);

    desk_check_engine_answer(user_data, engine, error);
}

static gpointer
desk_check_engine_read(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    return ep_office_load(ep_ledger_get_reader(ledger), error);
}

static void
desk_check_engine_ruled(GObject *source, GAsyncResult *result, gpointer user_data)
{
    DeskCheckEngineAsk *ask = user_data;
    g_autoptr(GError) error = NULL;
    EpOffice *office = desk_data_run_finish(result, &error);

    if (office == NULL)
        desk_check_engine_answer(ask, NULL, error);
    else
        desk_data_run_aside(ask->data, NULL, desk_check_engine_describe, office, (GDestroyNotify)ep_office_free,
                            (GDestroyNotify)desk_check_engine_free, desk_check_engine_described, ask);
}

void
desk_check_engine_ask(DeskData *data, DeskCheckEngineFunc func, gpointer user_data)
{
    DeskCheckEngineAsk *ask = g_new0(DeskCheckEngineAsk, 1);

    *ask = (DeskCheckEngineAsk){ g_object_ref(data), func, user_data };
    desk_data_run(data, EP_LANE_READ, NULL, desk_check_engine_read, NULL, NULL, (GDestroyNotify)ep_office_free,
                  desk_check_engine_ruled, ask);
}
