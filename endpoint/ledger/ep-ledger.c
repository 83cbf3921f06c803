#include "endpoint/ledger/ep-ledger.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-clock.h"
#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-route.h"
#include "resources/ep-form-resources.h"
#include "resources/ep-sql-resources.h"

#define RESOURCE_PATH "/jp/madoguchi/sql"

struct _EpLedger {
    EpCatalog *catalog;
    EpStore *store;
    EpOperator operator;
    char *operator_name, *operator_role;
};

/* Registered twice before anything was looked up in one, GLib's list of resources is a ring that it walks for ever. */
static void
ep_ledger_register_resources(void)
{
    static gsize once;

    if (!g_once_init_enter(&once))
        return;
    ep_sql_register_resource();
    ep_forms_register_resource();
    g_once_init_leave(&once, 1);
}

EpLedger *
ep_ledger_open(const char *uri, gboolean create, char **backup_path, GError **error)
{
    g_autoptr(EpLedger) self = g_new0(EpLedger, 1);

    ep_ledger_register_resources();
    self->catalog = ep_kinds_new_catalog();
    self->store = ep_store_open(uri, self->catalog, RESOURCE_PATH, create, backup_path, error);
    if (self->store == NULL)
        return NULL;
    return g_steal_pointer(&self);
}

void
ep_ledger_close(EpLedger *self)
{
    g_clear_pointer(&self->store, ep_store_close);
    g_clear_pointer(&self->catalog, ep_catalog_free);
    g_free(self->operator_name);
    g_free(self->operator_role);
    g_free(self);
}

EpStore *
ep_ledger_get_store(EpLedger *self)
{
    return self->store;
}

EpReader *
ep_ledger_get_reader(EpLedger *self)
{
    return ep_store_get_reader(self->store);
}

EpCatalog *
ep_ledger_get_catalog(EpLedger *self)
{
    return self->catalog;
}

EpTable *
ep_ledger_get_table(EpLedger *self, const char *name)
{
    return ep_catalog_find(self->catalog, name);
}

gboolean
ep_ledger_set_operator(EpLedger *self, const char *account, GError **error)
{
    g_autoptr(GPtrArray) staff = ep_reader_load(ep_ledger_get_reader(self), &ep_staff_table, NULL, error);
    g_autofree char *wanted = ep_fold(account);

    if (staff == NULL)
        return FALSE;
    for (guint i = 0; i < staff->len; i++) {
        EpRecord *record = g_ptr_array_index(staff, i);
        g_autofree char *bound = ep_fold(ep_record_get_named(record, "account"));
        g_autofree char *name = ep_fold(ep_record_get_named(record, "name"));

        if (strcmp(wanted, bound) != 0 && strcmp(wanted, name) != 0)
            continue;
        g_free(self->operator_name);
        g_free(self->operator_role);
        self->operator_name = g_strdup(ep_record_get_named(record, "name"));
        self->operator_role = g_strdup(ep_record_get_named(record, "role"));
        self->operator=(EpOperator){ ep_record_get_id(record), self->operator_name, self->operator_role };
        return TRUE;
    }
    g_set_error(error, EP_ERROR, EP_ERROR_NOT_FOUND, _("“%s” is not one of the desk's people"), account);
    return FALSE;
}

const EpOperator *
ep_ledger_get_operator(EpLedger *self)
{
    return &self->operator;
}

const EpVerb *
ep_ledger_find_verb(EpLedger *self, const char *name, EpTable **table, GError **error)
{
    const EpVerb *verb = ep_verb_find(self->catalog, name, table);

    if (verb == NULL)
        g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("there is no verb %s"), name);
    return verb;
}

gboolean
ep_ledger_check_how(EpLedger *self, const EpVerb *verb, const EpHow *how, GError **error)
{
    if ((verb->flags & EP_VERB_INSTRUCTION) == 0 || (how != NULL && how->instruction != 0))
        return TRUE;
    g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, _("“%s” rests on an instruction: choose or record one"),
                ep_label(verb->label));
    return FALSE;
}

static gboolean
ep_ledger_refuse(const EpTable *table, EpRecord *record, char *reason, GPtrArray *refusals, GError **error)
{
    g_autofree char *name = ep_record_dup_name(record), *why = reason;
    EpRefusal *refusal;

    if (refusals == NULL) {
        g_set_error(error, EP_ERROR, EP_ERROR_REFUSED, "%s: %s", name, why);
        return FALSE;
    }
    refusal = g_new0(EpRefusal, 1);
    refusal->record = ep_record_get_id(record);
    refusal->name = g_steal_pointer(&name);
    refusal->reason = g_steal_pointer(&why);
    g_ptr_array_add(refusals, refusal);
    return TRUE;
}

/* Of @records those that are there no longer; both are in the same order. */
static gboolean
ep_ledger_miss(const EpTable *table, GPtrArray *records, GPtrArray *current, GPtrArray *refusals, GError **error)
{
    guint found = 0;

    for (guint i = 0; records != NULL && i < records->len; i++) {
        EpRecord *record = g_ptr_array_index(records, i);

        if (found < current->len && ep_record_get_id(g_ptr_array_index(current, found)) == ep_record_get_id(record)) {
            found++;
            continue;
        }
        if (refusals == NULL) {
            g_set_error(error, EP_ERROR, EP_ERROR_CONFLICT, _("%s: the record is gone"), ep_label(table->label));
            return FALSE;
        }
        ep_ledger_refuse(table, record, g_strdup(_("the record is gone")), refusals, error);
    }
    return TRUE;
}

/* The records as they are now, in the order given. Refused as a whole if one of them is; with @refusals, those are
 * left out and stand there. */
static GPtrArray *
ep_ledger_reread(EpLedger *self, EpAct *act, const EpVerb *verb, const EpTable *table, GPtrArray *records,
                 GPtrArray *refusals, GError **error)
{
    g_autofree char *today = ep_date_to_text(ep_clock_today(EP_ZONE_JAPAN));
    g_autofree gint64 *ids = g_new(gint64, (records != NULL ? records->len : 0) + 1);
    g_autoptr(GPtrArray) current = NULL, routes = ep_route_load(ep_act_get_reader(act), error);
    g_autoptr(GPtrArray) taken = g_ptr_array_new_with_free_func(g_object_unref);
    guint n = records != NULL ? records->len : 0;

    for (guint i = 0; i < n; i++)
        ids[i] = ep_record_get_id(g_ptr_array_index(records, i));
    current = ep_reader_read_many(ep_act_get_reader(act), table, ids, n, FALSE, error);
    if (current == NULL || routes == NULL ||
        (current->len != n && !ep_ledger_miss(table, records, current, refusals, error)))
        return NULL;
    for (guint i = 0; i < current->len; i++) {
        EpRecord *record = g_ptr_array_index(current, i);
        char *reason = ep_route_refuse(routes, verb, record, &self->operator, today);

        if (reason == NULL)
            g_ptr_array_add(taken, g_object_ref(record));
        else if (!ep_ledger_refuse(table, record, reason, refusals, error))
            return NULL;
    }
    return g_steal_pointer(&taken);
}

void
ep_refusal_free(EpRefusal *refusal)
{
    g_free(refusal->name);
    g_free(refusal->reason);
    g_free(refusal);
}

gboolean
ep_ledger_check_route(EpLedger *self, EpReader *reader, const EpVerb *verb, const char *network, GError **error)
{
    g_autoptr(GPtrArray) routes = ep_route_load(reader, error);
    g_autofree char *reason = routes != NULL ? ep_route_refuse_network(routes, verb, network, &self->operator) : NULL;

    if (reason != NULL)
        g_set_error_literal(error, EP_ERROR, EP_ERROR_REFUSED, reason);
    return routes != NULL && reason == NULL;
}

/* Of a record that is made, the answers say on which network. */
static gboolean
ep_ledger_check_making(EpLedger *self, EpAct *act, const EpVerb *verb, EpDraft *answers, GError **error)
{
    return !ep_verb_creates(verb) ||
           ep_ledger_check_route(self, ep_act_get_reader(act), verb, ep_draft_get_named(answers, "network"), error);
}

/* The one door: what a table asks of its records is asked whatever brings them. */
static gboolean
ep_ledger_check_draft(EpAct *act, EpDraft *draft, gpointer user_data, GError **error)
{
    const EpTable *table = ep_draft_get_table(draft);

    return table->check == NULL || table->check(user_data, ep_act_get_reader(act), draft, error);
}

static gboolean
ep_ledger_run(EpDeed *deed, GError **error)
{
    const EpTable *made = deed->verb->makes;
    gint64 subject = 0;

    if (!(deed->verb->run != NULL ? deed->verb->run : ep_deed_run)(deed, error))
        return FALSE;
    if (deed->records->len > 0)
        subject = ep_record_get_id(g_ptr_array_index(deed->records, 0));
    /* A case opened from something else is what the day's log tells about; a part of it (parent) is not. */
    if (made != NULL && deed->made != 0 && made->at.parent == EP_NO_FIELD)
        ep_act_set_subject(deed->act, made, deed->made);
    else
        ep_act_set_subject(deed->act, deed->table, made == NULL && deed->made != 0 ? deed->made : subject);
    return ep_act_commit(deed->act, error) && ep_outbox_send(deed->outbox, error);
}

gint64
ep_ledger_do_those(EpLedger *self, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
                   const EpHow *how, GPtrArray *refusals, EpProgress *progress, gint64 *made, GError **error)
{
    g_autoptr(EpDraft) started =
        answers != NULL ? ep_draft_ref(answers) : ep_verb_start(verb, table, NULL, &self->operator);
    g_autoptr(EpOutbox) outbox = ep_outbox_new();
    g_autoptr(EpAct) act = NULL;
    g_autoptr(GPtrArray) current = NULL;
    EpDeed deed = {
        .ledger = self, .verb = verb, .table = table, .answers = started, .progress = progress, .outbox = outbox
    };
    EpActInfo info = { .verb = verb->name, .operator= self->operator.staff, .how = how };

    if (!ep_ledger_check_how(self, verb, how, error) || !ep_draft_check(started, error))
        return 0;
    act = ep_act_begin(self->store, &info, error);
    if (act == NULL)
        return 0;
    ep_act_set_check(act, ep_ledger_check_draft, self);
    current = ep_ledger_reread(self, act, verb, table, records, refusals, error);
    if (current == NULL || (refusals != NULL && current->len == 0) ||
        !ep_ledger_check_making(self, act, verb, started, error))
        return 0;
    deed.act = act;
    deed.records = current;
    if (!ep_ledger_run(&deed, error))
        return 0;
    if (made != NULL)
        *made = deed.made;
    return ep_act_get_seq(act);
}

gint64
ep_ledger_do(EpLedger *self, const EpVerb *verb, const EpTable *table, GPtrArray *records, EpDraft *answers,
             const EpHow *how, EpProgress *progress, gint64 *made, GError **error)
{
    return ep_ledger_do_those(self, verb, table, records, answers, how, NULL, progress, made, error);
}

gint64
ep_ledger_do_work(EpLedger *self, const EpVerb *verb, const EpTable *table, EpRunFunc run, gpointer data,
                  const EpHow *how, EpProgress *progress, GError **error)
{
    g_autoptr(EpAct) act = NULL;
    g_autoptr(EpOutbox) outbox = ep_outbox_new();
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    EpDeed deed = { .ledger = self,
                    .verb = verb,
                    .table = table,
                    .records = none,
                    .progress = progress,
                    .outbox = outbox,
                    .data = data };
    EpActInfo info = { .verb = verb->name, .table = table, .operator= self->operator.staff, .how = how };

    g_return_val_if_fail((verb->flags & EP_VERB_INTERNAL) != 0, 0);
    deed.act = act = ep_act_begin(self->store, &info, error);
    if (act == NULL)
        return 0;
    ep_act_set_check(act, ep_ledger_check_draft, self);
    if (!run(&deed, error) || !ep_act_commit(act, error) || !ep_outbox_send(outbox, error))
        return 0;
    return ep_act_get_seq(act);
}
