#include "app/ui/desk-form-job.h"

#include "app/ui/desk-form-list.h"

typedef struct {
    EpForm *form;
    GPtrArray *forms, *records;
    char *who;
    guint skip;
} DeskFormJob;

void
desk_form_pages_free(gpointer data)
{
    DeskFormPages *pages = data;

    g_clear_pointer(&pages->layout, ep_layout_unref);
    g_strfreev(pages->complaints);
    g_free(pages);
}

static void
desk_form_job_free(gpointer data)
{
    DeskFormJob *job = data;

    ep_form_unref(job->form);
    g_ptr_array_unref(job->forms);
    g_ptr_array_unref(job->records);
    g_free(job->who);
    g_free(job);
}

static gpointer
desk_form_job_work(EpLedger *ledger, EpProgress *progress, gpointer user_data, GError **error)
{
    DeskFormJob *job = user_data;
    DeskFormPages *pages = g_new0(DeskFormPages, 1);
    EpFormHow how = { .who = job->who, .skip = job->skip };

    pages->layout = ep_form_layout(ep_ledger_get_reader(ledger), job->forms, job->form, job->records, &how,
                                   &pages->complaints, error);
    if (pages->layout == NULL)
        g_clear_pointer(&pages, desk_form_pages_free);
    return pages;
}

void
desk_form_job_run(DeskData *data, EpForm *form, GPtrArray *records, guint skip, GAsyncReadyCallback callback,
                  gpointer callback_data)
{
    DeskFormJob *job = g_new0(DeskFormJob, 1);

    job->form = ep_form_ref(form);
    job->forms = desk_form_list_dup(data);
    job->records = g_ptr_array_ref(records);
    job->who = g_strdup(desk_data_get_operator(data)->name);
    job->skip = skip;
    desk_data_run(data, EP_LANE_READ, NULL, desk_form_job_work, job, desk_form_job_free, desk_form_pages_free, callback,
                  callback_data);
}

char *
desk_form_job_dup_name(EpForm *form, GPtrArray *records)
{
    EpRecord *first = records->len > 0 ? g_ptr_array_index(records, 0) : NULL;
    const EpTable *table = first != NULL ? ep_record_get_table(first) : NULL;

    if (table == NULL || table->at.number == EP_NO_FIELD)
        return g_strdup(ep_form_get_title(form));
    return g_strdup_printf("%s_%s", ep_form_get_title(form), ep_record_get(first, table->at.number));
}
